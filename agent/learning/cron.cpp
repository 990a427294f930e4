#include "learning/cron.hpp"

#include <chrono>

#include "core/floor_div.hpp"
#include "core/trimmed.hpp"
#include "learning/cron_words.hpp"

namespace hearth::learning {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int kMinutesPerDay = 24 * 60;
constexpr auto kFirstDay = sys_days{std::chrono::year{1} / 1 / 1}.time_since_epoch().count();
constexpr auto kEndDay = sys_days{std::chrono::year{10'000} / 1 / 1}.time_since_epoch().count();

bool is_wildcard(const CronField& field, int values) {
    return field.star || field.count() == values;
}

bool day_matches(const CronFields& fields, sys_days day, const year_month_day& date) {
    const bool of_month = fields.day.has(static_cast<int>(static_cast<unsigned>(date.day())));
    const bool of_week =
        fields.weekday.has(static_cast<int>(std::chrono::weekday{day}.c_encoding()));
    return fields.either_day() ? of_month || of_week : of_month && of_week;
}

}  // namespace

CronExpression::CronExpression(std::string text, const CronFields& fields)
    : text_(std::move(text)),
      fields_(fields),
      happens_late_in_gap_(!is_wildcard(fields.hour, 24)),
      repeats_in_overlap_(is_wildcard(fields.minute, 60) || is_wildcard(fields.hour, 24)) {}

Result<CronExpression> CronExpression::parse(std::string_view text) {
    const auto fields = parse_cron_fields(text);
    if (!fields) return fields.error();
    return CronExpression(trimmed(text), *fields);
}

// Goes from one stretch of constant offset to the next; within each, local and UTC run alike.
std::optional<TimeUs> CronExpression::next_after(TimeUs utc, const TimeZone& zone) const {
    if (utc < kFirstDay * kMicrosPerDay || utc >= kEndDay * kMicrosPerDay) return std::nullopt;
    LocalTime stretch = zone.local(utc);
    TimeUs from = (floor_div(utc + stretch.offset_us, kMicrosPerMinute) + 1) * kMicrosPerMinute;
    while (true) {
        const TimeUs change = stretch.offset_until_us;
        auto wall = next_wall(from);
        while (wall && *wall - stretch.offset_us < change) {
            const TimeUs found = *wall - stretch.offset_us;
            if (repeats_in_overlap_ || zone.to_utc(*wall) == found) return found;
            wall = next_wall(*wall + kMicrosPerMinute);
        }
        if (!wall) return std::nullopt;
        stretch = zone.local(change);
        from = change + stretch.offset_us;
        if (happens_late_in_gap_ && *wall < from) return change;
    }
}

// The first matching minute of the wall clock at or after `wall`.
std::optional<TimeUs> CronExpression::next_wall(TimeUs wall) const {
    const TimeUs minute = floor_div(wall + kMicrosPerMinute - 1, kMicrosPerMinute);
    const std::int64_t today = floor_div(minute, kMinutesPerDay);
    auto day = next_day(today);
    if (!day) return std::nullopt;
    std::optional<int> time;
    if (*day == today) time = next_minute_of_day(static_cast<int>(minute - today * kMinutesPerDay));
    if (*day == today && !time) day = next_day(today + 1);
    if (!day) return std::nullopt;
    return *day * kMicrosPerDay + (time ? *time : *next_minute_of_day(0)) * kMicrosPerMinute;
}

std::optional<int> CronExpression::next_minute_of_day(int from) const {
    for (int hour = from / 60; hour < 24; ++hour) {
        if (!fields_.hour.has(hour)) continue;
        const int first = hour == from / 60 ? from % 60 : 0;
        for (int minute = first; minute < 60; ++minute)
            if (fields_.minute.has(minute)) return hour * 60 + minute;
    }
    return std::nullopt;
}

// Days since 1970. A month that does not match is skipped as a whole, so that a leap day eight
// years away is found in some hundred steps.
std::optional<std::int64_t> CronExpression::next_day(std::int64_t from) const {
    sys_days day{days{from}};
    while (day.time_since_epoch().count() < kEndDay) {
        const year_month_day date{day};
        if (!fields_.month.has(static_cast<int>(static_cast<unsigned>(date.month())))) {
            day = sys_days{date.year() / date.month() / 1 + std::chrono::months{1}};
            continue;
        }
        if (day_matches(fields_, day, date)) return day.time_since_epoch().count();
        day += days{1};
    }
    return std::nullopt;
}

std::string CronExpression::in_words() const {
    const std::string words = cron_in_words(fields_);
    return words.empty() ? text_ : words;
}

}  // namespace hearth::learning
