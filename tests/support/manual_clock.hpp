// A clock that stands still until a test moves it.
#pragma once

#include "core/clock.hpp"

namespace hearth::test {

class ManualClock final : public Clock {
public:
    explicit ManualClock(TimeUs wall = 1'700'000'000 * kMicrosPerSecond) : wall_(wall) {}
    TimeUs wall_us() const override { return wall_; }
    TimeUs steady_us() const override { return steady_; }
    // Both clocks go on.
    void advance(TimeUs span) {
        wall_ += span;
        steady_ += span;
    }
    // The wall clock alone jumps, as NTP or a user makes it.
    void jump_to(TimeUs wall) { wall_ = wall; }

private:
    TimeUs wall_;
    TimeUs steady_ = 1'000'000;
};

}  // namespace hearth::test
