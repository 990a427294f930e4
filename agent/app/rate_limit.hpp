// At most so many of something within a span of time. One thread.
#pragma once

#include <cstddef>
#include <deque>

#include "core/clock.hpp"

namespace hearth::app {

class RateLimit {
public:
    RateLimit(std::size_t most, TimeUs within) : most_(most), within_(within) {}

    // Whether one more is admitted now, which then counts. now: steady clock.
    bool admits(TimeUs now) {
        while (!times_.empty() && now - times_.front() > within_) times_.pop_front();
        if (times_.size() >= most_) return false;
        times_.push_back(now);
        return true;
    }

private:
    std::size_t most_;
    TimeUs within_;
    std::deque<TimeUs> times_;
};

}  // namespace hearth::app
