#include "pattern_detection/habits/day_set.hpp"

#include <array>

namespace hearth::pattern {

std::vector<int> DaySet::weekdays() const {
    std::vector<int> out;
    for (int weekday = 0; weekday < 7; ++weekday)
        if (has(weekday)) out.push_back(weekday);
    return out;
}

std::string DaySet::words() const {
    static constexpr std::array<const char*, 7> kNames{
        "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"};
    if (*this == every()) return "every day";
    if (*this == workdays()) return "on workdays";
    const std::vector<int> days = weekdays();
    std::string out = "on ";
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (i > 0) out += i + 1 == days.size() ? " and " : ", ";
        out += kNames[static_cast<std::size_t>(days[i])];
    }
    return out;
}

}  // namespace hearth::pattern
