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

void Durations::observe(const Event& event, int symbol) {
    const auto lasting = active_.find(event.entity);
    if (event.active) {
        if (lasting == active_.end() && active_.size() < kMaxEntries)
            active_.emplace(event.entity, Activity{symbol, event.time_us});
        return;
    }
    if (lasting == active_.end()) return;
    const Activity began = lasting->second;
    active_.erase(lasting);
    if (event.time_us >= began.since_us)
        spans_[began.symbol].add(static_cast<double>(event.time_us - began.since_us) /
                                 static_cast<double>(kMicrosPerSecond));
}

std::vector<Habit> Durations::most_frequent(const Vocabulary& vocabulary, std::size_t top) const {
    constexpr std::uint32_t kMinimumTimes = 4;
    std::vector<Habit> found;
    for (const auto& [symbol, spans] : spans_) {
        if (spans.count < kMinimumTimes) continue;
        Habit habit;
        habit.kind = Habit::Kind::kDuration;
        habit.label = vocabulary.label(symbol);
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
