// ISO 8601 text to and from UTC microseconds, in the forms Home Assistant writes
// (2025-03-09T14:05:07.123456+00:00, fraction omitted when zero).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.hpp"

namespace hearth {

// Accepts YYYY-MM-DD, then 'T' or a blank, HH:MM[:SS[.fraction]], then Z, an offset (+02:00, +0200)
// or nothing. Nothing means UTC unless `local_is_error`. Impossible dates (month 13, 30 February,
// hour 24) give nullopt, and so does a time that an offset moves out of the years 0 to 9999.
std::optional<TimeUs> parse_iso_time(std::string_view text, bool local_is_error = false);

// 2025-03-09T14:05:07.123456+00:00; the fraction is left out when it is zero, as Python does.
std::string format_iso_time(TimeUs time);

// YYYY-MM-DD[ T]HH:MM:SS[.fraction] without a zone, as microseconds since 1970 of the wall clock it
// was read from. Convert with TimeZone::to_utc. Nothing for anything else.
std::optional<TimeUs> parse_local_time(std::string_view text);

}  // namespace hearth
