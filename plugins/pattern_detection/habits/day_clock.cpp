#include "pattern_detection/habits/day_clock.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace hearth::pattern {

namespace {

// As long as the sun has moved less, nobody can tell whether a habit goes with it; minutes.
constexpr int kLeastMove = 60;
constexpr int kFarthestDay = 7;   // from which the sun's time may be taken: ten minutes' change
constexpr double kMostDays = .8;  // of the lived ones, on which it must be known

template <typename Value>
const std::pair<const int, Value>* nearest(const std::map<int, Value>& by_day, int day) {
    const auto after = by_day.lower_bound(day);
    if (after == by_day.begin()) return by_day.empty() ? nullptr : &*after;
    const auto before = std::prev(after);
    if (after == by_day.end() || day - before->first < after->first - day) return &*before;
    return &*after;
}

// Rounded down, for minutes before midnight too.
DayClock::Place placed(int day, int minute) {
    const int days = minute >= 0 ? minute / DayClock::kMinutes
                                 : -((DayClock::kMinutes - 1 - minute) / DayClock::kMinutes);
    return {day + days, minute - days * DayClock::kMinutes};
}

}  // namespace

DayClock DayClock::wall(const EventLog& log) {
    DayClock out;
    out.set_places(log);
    return out;
}

std::optional<DayClock> DayClock::sun(const EventLog& log, SunEvent event) {
    DayClock out;
    out.event_ = event;
    const auto symbol = log.vocabulary().find_symbol(
        event == SunEvent::kSunrise ? "sun.sun=above_horizon" : "sun.sun=below_horizon");
    if (!symbol) return std::nullopt;
    for (const LoggedEvent& one : log.events())
        if (one.symbol == *symbol) out.sun_minutes_.emplace(one.day, one.second / 60);
    const std::vector<int> lived = log.lived_days();
    const auto [earliest, latest] =
        std::minmax_element(out.sun_minutes_.begin(), out.sun_minutes_.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; });
    if (latest->second - earliest->second < kLeastMove) return std::nullopt;
    const auto known = std::count_if(lived.begin(), lived.end(), [&out](int day) {
        const auto* const found = nearest(out.sun_minutes_, day);
        return found != nullptr && std::abs(found->first - day) <= kFarthestDay;
    });
    if (static_cast<double>(known) < kMostDays * static_cast<double>(lived.size()))
        return std::nullopt;
    out.set_places(log);
    return out;
}

void DayClock::set_places(const EventLog& log) {
    for (const LoggedEvent& event : log.events()) {
        const TimeUs wall = event.day * kMicrosPerDay + event.second * kMicrosPerSecond;
        offsets_.emplace(event.day, wall - event.time_us / kMicrosPerSecond * kMicrosPerSecond);
        places_.push_back(place(event));
    }
}

int DayClock::ahead(int day) const {
    if (event_ == SunEvent::kNone) return 0;
    const auto* const found = nearest(sun_minutes_, day);
    return found == nullptr ? 0 : kSunMinute - found->second;
}

DayClock::Place DayClock::place(const LoggedEvent& event) const {
    return placed(event.day, event.second / 60 + ahead(event.day));
}

int DayClock::wall_minute(int day, int minute) const {
    return placed(day, minute - ahead(day)).minute;
}

TimeUs DayClock::time_of(int day, int minute) const {
    const auto* const offset = nearest(offsets_, day);
    const TimeUs wall = day * kMicrosPerDay + (minute - ahead(day)) * kMicrosPerMinute;
    return wall - (offset == nullptr ? 0 : offset->second);
}

std::vector<int> DayClock::lived_days(const EventLog& log) const {
    std::vector<int> days;
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (log.events()[i].target) days.push_back(places_[i].day);
    return newest_days(std::move(days));
}

}  // namespace hearth::pattern
