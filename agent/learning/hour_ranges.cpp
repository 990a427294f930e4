#include "learning/hour_ranges.hpp"

#include <algorithm>
#include <cstdio>

namespace hearth::learning {

namespace {

constexpr int kMinutesPerDay = 24 * 60;

std::string clock_text(int minute) {
    char text[32];
    std::snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
    return text;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::optional<int> parse_clock(std::string_view text) {
    const auto digit = [&](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1;
    };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    if (digit(0) < 0 || digit(1) < 0 || digit(3) < 0 || digit(4) < 0) return std::nullopt;
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (minute > 59 || hour * 60 + minute > kMinutesPerDay) return std::nullopt;
    return hour * 60 + minute;
}

Error bad_range(std::string_view text, const std::string& what) {
    return Error{ErrorCode::kInvalid,
                 "'" + std::string(text.substr(0, 40)) + "' " + what +
                     "; allowed is HH:MM-HH:MM from 00:00 to 24:00, such as 22:00-06:00"};
}

TimeUs wall_of(TimeUs time, const TimeZone& zone) { return time + zone.local(time).offset_us; }

int minute_of_day(TimeUs wall) {
    const TimeUs in_day = (wall % kMicrosPerDay + kMicrosPerDay) % kMicrosPerDay;
    return static_cast<int>(in_day / kMicrosPerMinute);
}

}  // namespace

bool HourRange::contains(int minute) const {
    return begin < end ? minute >= begin && minute < end : minute >= begin || minute < end;
}

std::string HourRange::text() const { return clock_text(begin) + "-" + clock_text(end); }

Result<HourRange> parse_hour_range(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return bad_range(text, "is not a range of hours");
    const auto begin = parse_clock(trimmed(text.substr(0, dash)));
    const auto end = parse_clock(trimmed(text.substr(dash + 1)));
    if (!begin || !end) return bad_range(text, "is not a range of hours");
    if (*begin == *end || *begin % kMinutesPerDay == *end) return bad_range(text, "is empty");
    if (*begin == kMinutesPerDay) return HourRange{0, *end};
    return HourRange{*begin, *end};
}

Result<std::vector<HourRange>> parse_hour_ranges(const std::vector<std::string>& texts) {
    std::vector<HourRange> out;
    for (const std::string& text : texts) {
        const auto range = parse_hour_range(text);
        if (!range) return range.error();
        out.push_back(*range);
    }
    return out;
}

bool hours_allow(const std::vector<HourRange>& ranges, TimeUs now, const TimeZone& zone) {
    const int minute = minute_of_day(wall_of(now, zone));
    return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const HourRange& range) {
               return range.contains(minute);
           });
}

TimeUs next_allowed(const std::vector<HourRange>& ranges, TimeUs now, const TimeZone& zone) {
    if (hours_allow(ranges, now, zone)) return now;
    const TimeUs wall = wall_of(now, zone);
    const TimeUs midnight = wall - (wall % kMicrosPerDay + kMicrosPerDay) % kMicrosPerDay;
    std::optional<TimeUs> found;
    // A range that lies within the spring gap does not exist on that day: hence a day more.
    for (int day = 0; day <= 2; ++day)
        for (const HourRange& range : ranges) {
            const TimeUs begin =
                zone.to_utc(midnight + day * kMicrosPerDay + range.begin * kMicrosPerMinute);
            if (begin > now && hours_allow(ranges, begin, zone))
                found = std::min(found.value_or(begin), begin);
        }
    return found.value_or(now + kMicrosPerDay);
}

std::string local_clock(TimeUs time, const TimeZone& zone) {
    return clock_text(minute_of_day(wall_of(time, zone)));
}

}  // namespace hearth::learning
