// What is going to happen in the simulated home: actions with the time at which they are due, run
// in order of time (equal times in the order in which they were added).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "core/clock.hpp"

namespace hearth::simulation {

class EventQueue {
public:
    using Action = std::function<void()>;

    explicit EventQueue(TimeUs start) : now_(start) {}

    TimeUs now() const { return now_; }
    // A time in the past means now.
    void at(TimeUs time, Action action);
    void after_seconds(double seconds, Action action);

    std::optional<TimeUs> next_time() const;
    // Moves the time on and runs the next action. Precondition: next_time().
    void run_next();

private:
    struct Entry {
        TimeUs time;
        std::uint64_t number;
        Action action;
    };
    struct Later {
        bool operator()(const Entry& a, const Entry& b) const {
            return a.time != b.time ? a.time > b.time : a.number > b.number;
        }
    };
    std::priority_queue<Entry, std::vector<Entry>, Later> entries_;
    std::uint64_t added_ = 0;
    TimeUs now_;
};

}  // namespace hearth::simulation
