#include "suggestions/habit_words.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace hearth::suggestions {

namespace {

using Kind = HabitFinding::Kind;

constexpr std::array<const char*, 7> kDayNames{"Mondays", "Tuesdays",  "Wednesdays", "Thursdays",
                                               "Fridays", "Saturdays", "Sundays"};

std::string rounded(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.0f", value);
    return text;
}

std::string clock(int minute) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", minute / 60 % 24, minute % 60);
    return text;
}

std::string span(double seconds) {
    constexpr double kMinutesFrom = 300;
    return seconds < kMinutesFrom ? rounded(seconds) + " s" : rounded(seconds / 60) + " min";
}

std::string by_sun(int minutes, bool rise) {
    const std::string event = rise ? "sunrise" : "sunset";
    if (minutes == 0) return event;
    return std::to_string(std::abs(minutes)) + " min " + (minutes < 0 ? "before " : "after ") +
           event;
}

std::string days(const HabitFinding& habit) {
    if (habit.weekdays.size() == kDayNames.size()) return "";
    if (habit.weekdays == std::vector{0, 1, 2, 3, 4}) return " on workdays";
    std::string out = " on ";
    for (std::size_t i = 0; i < habit.weekdays.size(); ++i) {
        if (i > 0) out += i + 1 == habit.weekdays.size() ? " and " : ", ";
        out += kDayNames[static_cast<std::size_t>(habit.weekdays[i])];
    }
    return out;
}

std::string hours(const HabitFinding& habit) {
    if (habit.sun)
        return " between " + by_sun(habit.sun->from, habit.sun->rise) + " and " +
               by_sun(habit.sun->to, habit.sun->rise);
    if (habit.from_minute < 0) return "";
    return " between " + clock(habit.from_minute) + " and " + clock(habit.to_minute);
}

}  // namespace

std::string HabitWords::of(const Happening& happening) const {
    const std::string known = name_of_(happening.entity);
    return (known.empty() ? happening.entity : known) + " " + happening.state;
}

std::string HabitWords::given() const {
    std::string out;
    for (const Happening& one : habit_.given) out += (out.empty() ? " while " : " and ") + of(one);
    return out;
}

std::string HabitWords::alias(const ProposedTime& time) const {
    std::string when;
    if (habit_.sun)
        when = habit_.sun && time.minute == 0 ? " at " + by_sun(0, habit_.sun->rise)
                                              : " " + by_sun(time.minute, habit_.sun->rise);
    else if (habit_.kind == Kind::kTimeOfDay)
        when = " at " + clock(time.minute);
    else if (habit_.kind == Kind::kEndsAfter)
        when = " " + span(static_cast<double>(time.span_s)) + " after " + of(*habit_.after);
    else
        when = " after " + of(*habit_.after);
    return of(habit_.what) + when + given() + days(habit_);
}

// When it happened.
std::string HabitWords::occasion() const {
    switch (habit_.kind) {
        case Kind::kTimeOfDay: return of(habit_.what) + hours(habit_);
        case Kind::kEndsAfter:
            return of(habit_.what) + " " + span(habit_.from_s) + " to " + span(habit_.to_s) +
                   " after " + of(*habit_.after);
        case Kind::kSequence: break;
    }
    return "After " + of(*habit_.after) + hours(habit_) + ", " + of(habit_.what) + " within " +
           rounded(habit_.within_s) + " s";
}

std::string HabitWords::explanation() const {
    const bool by_time = habit_.kind == Kind::kTimeOfDay;
    std::string out = occasion() + given() + days(habit_) + ": " + rounded(habit_.support) +
                      " of " + rounded(habit_.of) + (by_time ? " days" : " times") + ", in " +
                      std::to_string(habit_.weeks_held) + " of " + std::to_string(habit_.weeks) +
                      " weeks";
    if (!habit_.since.empty()) out += ", since " + habit_.since;
    out += ". By chance it would be " + rounded(100 * habit_.confidence / habit_.lift) + " %.";
    if (!by_time) out += " Half of the time it is within " + span(habit_.median_s) + ".";
    return out;
}

}  // namespace hearth::suggestions
