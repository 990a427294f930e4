#include "pattern_detection/habits/event_log.hpp"

#include <algorithm>

namespace hearth::pattern {

void EventLog::add(const Event& event, int symbol, const Moment& moment) {
    auto entity = entities_.find(event.entity);
    if (entity == entities_.end()) {
        if (entities_.size() >= kMostEntities) return;
        entity = entities_.emplace(event.entity, static_cast<int>(entities_.size())).first;
    }
    // A quarter at once: moving all for each event would cost more than the events.
    if (events_.size() >= kMost)
        events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(kMost / 4));
    // Clocks that go back must not break the order.
    const TimeUs time_us =
        events_.empty() ? event.time_us : std::max(event.time_us, events_.back().time_us);
    constexpr int kLastSecond = 86'399;
    const int second = std::clamp(static_cast<int>(moment.hour * 3600), 0, kLastSecond);
    events_.push_back(
        {time_us, symbol, entity->second, static_cast<int>(moment.day), second, event.target});
}

std::vector<int> EventLog::lived_days() const {
    std::vector<int> days;
    for (const LoggedEvent& event : events_)
        if (event.target && (days.empty() || days.back() != event.day)) days.push_back(event.day);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

}  // namespace hearth::pattern
