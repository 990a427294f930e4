#include "simulation/event_queue.hpp"

#include <algorithm>
#include <utility>

namespace hearth::simulation {

void EventQueue::at(TimeUs time, Action action) {
    entries_.push({std::max(time, now_), ++added_, std::move(action)});
}

void EventQueue::after_seconds(double seconds, Action action) {
    at(now_ + static_cast<TimeUs>(seconds * static_cast<double>(kMicrosPerSecond)),
       std::move(action));
}

std::optional<TimeUs> EventQueue::next_time() const {
    if (entries_.empty()) return std::nullopt;
    return entries_.top().time;
}

void EventQueue::run_next() {
    now_ = entries_.top().time;
    const Action action = entries_.top().action;
    entries_.pop();
    action();
}

}  // namespace hearth::simulation
