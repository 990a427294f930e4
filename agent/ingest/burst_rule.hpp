// BurstRule: when processing steps back for messages that are still coming in.
//
// Taking a message from the broker (InboxGate) and processing it share the machine. In a burst, as
// Home Assistant sends at its start, what counts first is that all of it is stored; processing
// catches up with large batches a moment later. The rule is pure: counts and times in, a pause out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/clock.hpp"

namespace hearth::ingest {

struct BurstOptions {
    double messages_per_s = 4000;  // from this rate on it is a burst
    TimeUs look_us = 20 * 1000;    // how long one pause is, and how often it looks
    // So long processing waits within one burst. What the broker cannot hand over meanwhile it may
    // drop (mosquitto keeps a thousand messages for a subscriber), while a prediction in the middle
    // of a burst serves nobody.
    TimeUs at_most_us = 5 * kMicrosPerSecond;
    // A burst is over after a lull of a quarter of its length so far, at most this: a busy broker
    // falters, and processing would begin into the middle of the burst. A short one (a scene that
    // changes a room) is over at once.
    TimeUs longest_lull_us = 100 * 1000;
};

class BurstRule {
public:
    explicit BurstRule(BurstOptions options = {}) : options_(options) {}

    // newest: id of the newest message in the inbox; now: monotonic. Returns how long processing
    // shall wait until it asks again; 0: go on.
    TimeUs pause(std::int64_t newest, TimeUs now) {
        if (looked_us_ && now - *looked_us_ < options_.look_us / 2) return 0;
        const TimeUs since_look = now - looked_us_.value_or(0);
        const double rate = static_cast<double>(newest - newest_) * kMicrosPerSecond /
                            static_cast<double>(since_look);
        const bool is_fast = looked_us_ && rate >= options_.messages_per_s;
        looked_us_ = now;
        newest_ = newest;
        if (is_fast) {
            if (!since_us_) since_us_ = now;
            fast_us_ = now;
        } else if (since_us_ && now - fast_us_ >= lull_us()) {
            since_us_.reset();
        }
        return since_us_ && now - *since_us_ < options_.at_most_us ? options_.look_us : 0;
    }

private:
    TimeUs lull_us() const {
        return std::min(options_.longest_lull_us, (fast_us_ - *since_us_) / 4);
    }

    BurstOptions options_;
    std::optional<TimeUs> looked_us_, since_us_;  // the last look, the beginning of the burst
    TimeUs fast_us_ = 0;                          // the last look within it that found it fast
    std::int64_t newest_ = 0;
};

}  // namespace hearth::ingest
