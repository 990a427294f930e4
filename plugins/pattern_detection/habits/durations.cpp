#include "pattern_detection/habits/durations.hpp"

#include <algorithm>

namespace hearth::pattern {

double Durations::Spans::median() const {
    std::vector<float> sorted(seconds.begin(),
                              seconds.begin() + std::min<std::size_t>(count, kKept));
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

void Durations::observe(const Event& event) {
    if (event.surroundings) return;
    const auto lasting = active_.find(event.entity);
    if (event.active) {
        if (lasting == active_.end() && active_.size() < kMaxEntries)
            active_.emplace(event.entity, Activity{event.label, event.time_us});
        return;
    }
    if (lasting == active_.end()) return;
    const Activity began = std::move(lasting->second);
    active_.erase(lasting);
    const bool known = spans_.size() < kMaxEntries || spans_.contains(began.label);
    if (event.time_us >= began.since_us && known)
        spans_[began.label].add(static_cast<double>(event.time_us - began.since_us) /
                                static_cast<double>(kMicrosPerSecond));
}

std::vector<Habit> Durations::most_frequent(std::size_t top) const {
    std::vector<Habit> found;
    for (const auto& [label, spans] : spans_) {
        if (spans.count < kMinimumTimes) continue;
        Habit habit;
        habit.kind = Habit::Kind::kDuration;
        habit.label = label;
        habit.support = habit.of = spans.count;
        habit.median_s = spans.median();
        found.push_back(std::move(habit));
    }
    std::sort(found.begin(), found.end(), [](const Habit& a, const Habit& b) {
        return a.support != b.support ? a.support > b.support : a.label < b.label;
    });
    if (found.size() > top) found.resize(top);
    return found;
}

}  // namespace hearth::pattern
