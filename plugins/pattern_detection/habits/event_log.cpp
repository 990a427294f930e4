#include "pattern_detection/habits/event_log.hpp"

#include <algorithm>

#include "core/floor_div.hpp"

namespace hearth::pattern {

WallTime wall_time(TimeUs time_us, TimeUs offset_us) {
    const TimeUs wall = time_us + offset_us;
    const TimeUs day = floor_div(wall, kMicrosPerDay);
    return {static_cast<int>(day),
            static_cast<int>((wall - day * kMicrosPerDay) / kMicrosPerSecond)};
}

std::vector<int> newest_days(std::vector<int> days) {
    constexpr std::ptrdiff_t kMostDays = 1500;
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    const auto more = static_cast<std::ptrdiff_t>(days.size()) - kMostDays;
    if (more > 0) days.erase(days.begin(), days.begin() + more);
    return days;
}

// Most events are soon after the one before: the zone is asked at each change of its offset only.
LocalTime EventLog::local(TimeUs time_us) {
    if (local_from_us_ == 0 || time_us < local_from_us_ || time_us >= local_.offset_until_us) {
        local_ = zone_.local(time_us);
        local_from_us_ = time_us;
    }
    return local_;
}

void EventLog::add(const Event& event) {
    auto entity = entities_.find(event.entity);
    if (entity == entities_.end()) {
        if (entities_.size() >= kMostEntities) return;
        entity = entities_.emplace(event.entity, static_cast<int>(entities_.size())).first;
    }
    if (events_.size() >= kMost) {
        // A quarter at once: moving all for each event would cost more than the events.
        events();
        events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(kMost / 4));
    }
    const WallTime wall = wall_time(event.time_us, local(event.time_us).offset_us);
    if (!events_.empty() && event.time_us < events_.back().time_us) in_order_ = false;
    events_.push_back({event.time_us, vocabulary_.add_symbol(event.label), entity->second, wall.day,
                       wall.second, event.target, event.active, event.surroundings});
}

const std::vector<LoggedEvent>& EventLog::events() const {
    if (!in_order_)
        std::stable_sort(
            events_.begin(), events_.end(),
            [](const LoggedEvent& a, const LoggedEvent& b) { return a.time_us < b.time_us; });
    in_order_ = true;
    return events_;
}

EventLog EventLog::until(TimeUs now_us) const {
    events();
    EventLog out = *this;
    while (!out.events_.empty() && out.events_.back().time_us > now_us) out.events_.pop_back();
    return out;
}

std::vector<int> EventLog::lived_days() const {
    std::vector<int> days;
    for (const LoggedEvent& event : events())
        if (event.target && (days.empty() || days.back() != event.day)) days.push_back(event.day);
    return newest_days(std::move(days));
}

}  // namespace hearth::pattern
