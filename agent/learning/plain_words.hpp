// Figures, times and small pieces of English as people read them. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/time_zone.hpp"

namespace hearth::learning {

std::string fixed(double value, int digits);   // so many digits after the point; never "-0.00"
std::string with_commas(std::int64_t number);  // 12,345
std::string counted(std::int64_t number, const std::string& one);  // "1 row", "12,345 rows"
std::string percent(double share);                                 // 0.123 -> "12.3 %"
std::string bytes_words(std::int64_t bytes);                       // "312 MB"
std::string seconds_words(double seconds);                         // "45 s", "12 min", "1.5 h"
std::string days_words(double days);                               // "1 day", "3.5 days", "5 h"
std::string span_words(TimeUs span_us);  // "45 minutes", "48 hours", "14 days"; rounded down
std::string local_date(TimeUs time, const TimeZone& zone);         // 2025-03-09
std::string local_date_time(TimeUs time, const TimeZone& zone);    // 2025-03-09 03:00
std::string ordinal(int number);                                   // "1st", "2nd", "11th"
std::string joined_by_and(const std::vector<std::string>& items);  // "a", "a and b", "a, b and c"
// Breaks a text into lines of at most `columns` characters (UTF-8), each but the first indented by
// `indent` blanks; a longer word gets a line of its own. Control characters, which could
// steer a terminal, become question marks. Ends with a line break.
std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent);

}  // namespace hearth::learning
