// A date of the home's calendar and the arithmetic that habits need. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace hearth {

struct CalendarDate {
    int year = 2024;
    int month = 3;  // 1 to 12
    int day = 4;    // 1 to 31
};

// YYYY-MM-DD; kInvalid for anything else or a date that does not exist.
Result<CalendarDate> parse_date(std::string_view text);

// Days since 1970-01-01.
std::int64_t day_number(const CalendarDate& date);
CalendarDate date_of_day(std::int64_t day_number);
// 0 = Monday to 6 = Sunday.
int weekday_of_day(std::int64_t day_number);

}  // namespace hearth
