#include "learning/cron_words.hpp"

#include <array>
#include <cstdio>
#include <vector>

#include "learning/plain_words.hpp"

namespace hearth::learning {

namespace {

constexpr int kMostTimes = 4;  // a longer list of times is harder to read than the expression
constexpr int kMostDays = 4;

constexpr std::array<const char*, 7> kWeekdays = {"Sundays",   "Mondays", "Tuesdays", "Wednesdays",
                                                  "Thursdays", "Fridays", "Saturdays"};
constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};

std::string clock_time(int hour, int minute) {
    char text[32];
    std::snprintf(text, sizeof text, "%02d:%02d", hour, minute);
    return text;
}

// n when the values are 0, n, 2n … evenly round the whole hour or day; 0 if they are not.
int even_step(const CronField& field, int size) {
    if (field.first() != 0 || size % field.count() != 0) return 0;
    const int step = size / field.count();
    for (int value = 0; value < size; value += step)
        if (!field.has(value)) return 0;
    return step;
}

std::string rhythm(const CronFields& fields) {
    const bool every_hour = fields.hour.count() == 24;
    const int minutes = even_step(fields.minute, 60);
    if (every_hour && minutes == 1) return "every minute";
    if (every_hour && minutes > 1 && minutes < 60)
        return "every " + std::to_string(minutes) + " minutes";
    if (fields.minute.count() != 1) return "";
    const int minute = fields.minute.first();
    if (every_hour && minute == 0) return "every hour";
    if (every_hour)
        return "every hour, " + std::to_string(minute) + (minute == 1 ? " minute" : " minutes") +
               " past";
    const int hours = even_step(fields.hour, 24);
    if (hours > 1 && hours < 24 && fields.hour.count() > kMostTimes / 2)
        return "every " + std::to_string(hours) + " hours from " + clock_time(0, minute);
    return "";
}

std::string times_of_day(const CronFields& fields) {
    if (fields.hour.count() * fields.minute.count() > kMostTimes) return "";
    std::vector<std::string> out;
    for (int hour = 0; hour < 24; ++hour)
        for (int minute = 0; minute < 60; ++minute)
            if (fields.hour.has(hour) && fields.minute.has(minute))
                out.push_back(clock_time(hour, minute));
    return joined_by_and(out);
}

std::string weekday_words(const CronField& weekday) {
    constexpr std::uint64_t kWorkDays = 0b0111110;
    if (weekday.values == kWorkDays) return "Mondays to Fridays";
    if (weekday.count() > kMostDays) return "";
    std::vector<std::string> out;
    for (int day = 1; day <= 7; ++day)  // a week that begins on Monday
        if (weekday.has(day % 7)) out.emplace_back(kWeekdays[static_cast<std::size_t>(day % 7)]);
    return joined_by_and(out);
}

std::string day_words(const CronField& field) {
    if (field.count() > kMostDays) return "";
    std::vector<std::string> out;
    for (int day = 1; day <= 31; ++day)
        if (field.has(day)) out.push_back(ordinal(day));
    return "the " + joined_by_and(out);
}

std::string month_words(const CronField& field) {
    if (field.count() > kMostDays) return "";
    std::vector<std::string> out;
    for (int month = 1; month <= 12; ++month)
        if (field.has(month)) out.emplace_back(kMonths[static_cast<std::size_t>(month - 1)]);
    return joined_by_and(out);
}

struct Days {
    bool sayable = true;
    std::string words;  // empty: every day
};

Days days_of(const CronFields& fields) {
    const bool every_date = fields.day.count() == 31;
    const bool every_weekday = fields.weekday.count() == 7;
    const bool either = fields.either_day();
    const bool every_month = fields.month.count() == 12;
    if (!either && !every_date && !every_weekday) return {false, ""};

    std::string month;
    if (!every_month && (month = month_words(fields.month)).empty()) return {false, ""};
    if (either ? every_date || every_weekday : every_date && every_weekday)
        return {true, every_month ? "" : "every day in " + month};

    std::string dates, weekdays;
    if (!every_date && (dates = day_words(fields.day)).empty()) return {false, ""};
    if (!every_weekday && (weekdays = weekday_words(fields.weekday)).empty()) return {false, ""};
    if (!dates.empty())
        dates += " of " + (every_month ? "every month" : month);
    else if (!every_month)
        weekdays += " in " + month;
    if (!dates.empty() && !weekdays.empty() && !every_month) return {false, ""};
    return {true, dates + (dates.empty() || weekdays.empty() ? "" : " and ") + weekdays};
}

}  // namespace

std::string cron_in_words(const CronFields& fields) {
    const Days days = days_of(fields);
    if (!days.sayable) return "";
    if (const std::string again = rhythm(fields); !again.empty())
        return days.words.empty() ? again : days.words + ", " + again;
    const std::string times = times_of_day(fields);
    if (times.empty()) return "";
    return (days.words.empty() ? "every day" : days.words) + " at " + times;
}

}  // namespace hearth::learning
