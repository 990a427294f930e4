#include "simulation/sun_times.hpp"

#include <array>

#include "simulation/calendar_date.hpp"

namespace hearth::simulation {

namespace {

// Minutes from sunrise to sunset in the middle of each month at 52 degrees north.
constexpr std::array<int, 12> kDayLength = {505, 600, 715, 835, 940, 1000,
                                            975, 880, 760, 645, 535, 475};

TimeUs day_length(std::int64_t day) {
    const CalendarDate date = date_of_day(day);
    constexpr int kMiddle = 15, kDaysBetween = 30;
    const int month = date.month - 1;
    const int other = (date.day < kMiddle ? month + 11 : month + 1) % 12;
    int distance = date.day < kMiddle ? kMiddle - date.day : date.day - kMiddle;
    if (distance > kDaysBetween / 2) distance = kDaysBetween / 2;
    const int here = kDayLength[static_cast<std::size_t>(month)];
    const int there = kDayLength[static_cast<std::size_t>(other)];
    return here * kMicrosPerMinute + (there - here) * kMicrosPerMinute * distance / kDaysBetween;
}

}  // namespace

std::int64_t SunTimes::day_of(TimeUs time) const {
    const TimeUs local = time + zone_.local(time).offset_us;
    return (local >= 0 ? local : local - kMicrosPerDay + 1) / kMicrosPerDay;
}

SunDay SunTimes::of_day(std::int64_t day) const {
    // Noon by the sun is at 12:20 of the zone's time on 1 January, which is winter time up here.
    const CalendarDate date = date_of_day(day);
    const TimeUs new_year = day_number({date.year, 1, 1}) * kMicrosPerDay;
    const TimeUs offset = zone_.local(new_year + kMicrosPerDay / 2).offset_us;
    const TimeUs noon = day * kMicrosPerDay + (12 * 60 + 20) * kMicrosPerMinute - offset;
    const TimeUs half = day_length(day) / 2;
    return {noon - half, noon + half};
}

double SunTimes::height(TimeUs time) const {
    const SunDay sun = of_day(day_of(time));
    const TimeUs noon = sun.rise + (sun.set - sun.rise) / 2;
    const double from_noon = static_cast<double>(time > noon ? time - noon : noon - time);
    const double half_day = static_cast<double>(sun.set - noon);
    if (from_noon <= half_day) return 1 - (from_noon / half_day) * (from_noon / half_day);
    const double half_night = static_cast<double>(kMicrosPerDay) / 2 - half_day;
    const double into_night = (from_noon - half_day) / half_night;
    return into_night < 1 ? -into_night : -1;
}

}  // namespace hearth::simulation
