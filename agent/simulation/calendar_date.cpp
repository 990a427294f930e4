#include "simulation/calendar_date.hpp"

#include <chrono>

#include "core/iso_time.hpp"

namespace hearth {

namespace {
std::chrono::year_month_day as_ymd(const CalendarDate& date) {
    return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
            std::chrono::day(static_cast<unsigned>(date.day))};
}
}  // namespace

Result<CalendarDate> parse_date(std::string_view text) {
    const auto midnight = parse_local_time(std::string(text) + " 00:00:00");
    constexpr std::size_t kLength = 10;
    if (text.size() == kLength && midnight) return date_of_day(*midnight / kMicrosPerDay);
    return Error{ErrorCode::kInvalid, "'" + std::string(text.substr(0, 40)) +
                                          "' is no date; expected one such as 2024-03-04"};
}

std::int64_t day_number(const CalendarDate& date) {
    return std::chrono::sys_days{as_ymd(date)}.time_since_epoch().count();
}

CalendarDate date_of_day(std::int64_t day_number) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day_number}}};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

int weekday_of_day(std::int64_t day_number) {
    // 1970-01-01 was a Thursday.
    return static_cast<int>(((day_number + 3) % 7 + 7) % 7);
}

}  // namespace hearth
