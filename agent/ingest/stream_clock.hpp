// The clock by which a change waits for the rest of its messages. It stands still while the broker
// is away and for a moment after it is back: what is missing then is not late, the broker still has
// it and sends it again. Event loop only.
#pragma once

#include "core/clock.hpp"

namespace hearth::ingest {

class StreamClock {
public:
    // Held until flow() is called.
    explicit StreamClock(const Clock& clock) : clock_(clock), held_at_(clock.steady_us()) {}

    void hold() {
        if (held_) return;
        held_at_ = now();
        held_ = true;
    }
    void flow() {
        if (!held_) return;
        behind_ = clock_.steady_us() - held_at_;
        held_ = false;
    }
    bool held() const { return held_; }
    // Steady microseconds without the time that it was held.
    TimeUs now() const { return held_ ? held_at_ : clock_.steady_us() - behind_; }

private:
    const Clock& clock_;
    bool held_ = true;
    TimeUs held_at_;
    TimeUs behind_ = 0;
};

}  // namespace hearth::ingest
