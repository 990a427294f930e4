// Hours of the day in which something is allowed, by the home's clock. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "core/time_zone.hpp"

namespace hearth::learning {

// From begin to before end, in minutes since local midnight; over midnight when end < begin.
struct HourRange {
    int begin = 0;
    int end = 24 * 60;

    bool contains(int minute) const;
    std::string text() const;  // "22:00-06:00"
};

// "HH:MM-HH:MM" with 00:00 to 24:00; blanks around the dash are fine. kInvalid says what was found
// and what is allowed.
Result<HourRange> parse_hour_range(std::string_view text);
// All or the first error.
Result<std::vector<HourRange>> parse_hour_ranges(const std::vector<std::string>& texts);

// No ranges at all allow every hour.
bool hours_allow(const std::vector<HourRange>& ranges, TimeUs now, const TimeZone& zone);

// When the hours allow it next: now, or the first later time at which a range begins. UTC.
TimeUs next_allowed(const std::vector<HourRange>& ranges, TimeUs now, const TimeZone& zone);

// "14:05", cut to the minute.
std::string local_clock(TimeUs time, const TimeZone& zone);

}  // namespace hearth::learning
