// The day as a household lives it: from four in the morning to four, so that who goes to bed at
// half past midnight does so in the evening. Pure.
#pragma once

#include "pattern_detection/habits/event_log.hpp"

namespace hearth::pattern {

struct HouseholdTime {
    static constexpr int kBegins = 240;  // minutes after midnight
    static constexpr int kMinutes = 1440;

    int day = 0;     // since 1970: the one that it began on
    int minute = 0;  // since it began

    // By the clock on the wall, minutes of the day.
    static int on_wall(int minute) { return (minute + kBegins) % kMinutes; }
    static int from_wall(int minute) { return (minute - kBegins + kMinutes) % kMinutes; }
};

inline HouseholdTime household_time(int day, int second) {
    const int minute = second / 60 - HouseholdTime::kBegins;
    if (minute >= 0) return {day, minute};
    return {day - 1, minute + HouseholdTime::kMinutes};
}
inline HouseholdTime household_time(const LoggedEvent& event) {
    return household_time(event.day, event.second);
}
inline HouseholdTime household_time(const TimeZone& zone, TimeUs time_us) {
    const WallTime wall = wall_time(time_us, zone.local(time_us).offset_us);
    return household_time(wall.day, wall.second);
}
// When that was, UTC.
inline TimeUs time_of(const TimeZone& zone, HouseholdTime time) {
    const TimeUs minutes = time.minute + HouseholdTime::kBegins;
    return zone.to_utc(time.day * kMicrosPerDay + minutes * kMicrosPerMinute);
}

}  // namespace hearth::pattern
