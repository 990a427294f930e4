#include "pattern_detection/habits/habit.hpp"

#include <cstdio>
#include <cstdlib>

#include "core/clock.hpp"
#include "core/iso_time.hpp"
#include "pattern_detection/explanation.hpp"
#include "pattern_detection/wilson.hpp"

namespace hearth::pattern {
namespace {

const char* kind_word(Habit::Kind kind) {
    switch (kind) {
        case Habit::Kind::kSequence: return "sequence";
        case Habit::Kind::kTimeOfDay: return "time_of_day";
        case Habit::Kind::kEndsAfter: return "ends_after";
        case Habit::Kind::kWeekday: return "weekday";
        case Habit::Kind::kDuration: return "duration";
    }
    return "sequence";
}

const char* sun_word(SunEvent event) { return event == SunEvent::kSunrise ? "sunrise" : "sunset"; }

std::string counts_words(const Habit& habit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.0f of %.0f", habit.support, habit.of);
    return text;
}

std::string day_words(const Habit& habit, const char* before) {
    return habit.days == DaySet::every() ? "" : before + habit.days.words();
}

// " while person.anna home and sun.sun below_horizon"
std::string given_words(const Habit& habit) {
    std::string out;
    for (const std::string& label : habit.given)
        out += (out.empty() ? " while " : " and ") + words_of_label(label);
    return out;
}

std::string sun_offset_words(int minutes, SunEvent event) {
    if (minutes == 0) return sun_word(event);
    return std::to_string(std::abs(minutes)) + " min " + (minutes < 0 ? "before " : "after ") +
           sun_word(event);
}

std::string hours_words(const Habit& habit) {
    if (habit.sun != SunEvent::kNone)
        return " between " + sun_offset_words(habit.sun_from, habit.sun) + " and " +
               sun_offset_words(habit.sun_to, habit.sun);
    if (habit.from_minute < 0) return "";
    return " between " + clock_words(habit.from_minute) + " and " + clock_words(habit.to_minute);
}

std::string kept_words(const Habit& habit) {
    if (habit.since_day >= 0) return ", since " + date_words(habit.since_day);
    if (habit.until_day >= 0) return ", until " + date_words(habit.until_day) + " and hardly since";
    return "";
}

std::string sentence(const Habit& habit) {
    const std::string what = words_of_label(habit.label);
    switch (habit.kind) {
        case Habit::Kind::kSequence:
            return "after " + words_of_label(habit.after) + hours_words(habit) +
                   day_words(habit, " ") + given_words(habit) + ", " + what + " followed within " +
                   span_words(habit.within_s) + " " + counts_words(habit) +
                   " times, half of them within " + span_words(habit.median_s);
        case Habit::Kind::kTimeOfDay:
            return what + " happened" + hours_words(habit) + given_words(habit) + " on " +
                   counts_words(habit) + " days" + day_words(habit, ", ");
        case Habit::Kind::kEndsAfter:
            return what + " came " + span_words(habit.from_s) + " to " + span_words(habit.to_s) +
                   " after " + words_of_label(habit.after) + day_words(habit, " ") + " " +
                   counts_words(habit) + " times, half of them within " +
                   span_words(habit.median_s);
        case Habit::Kind::kWeekday:
            return what + " happened " + habit.days.words() + ", on " + counts_words(habit) +
                   " of these days";
        case Habit::Kind::kDuration: break;
    }
    char times[32];
    std::snprintf(times, sizeof times, "%.0f", habit.support);
    return what + " lasted " + span_words(habit.median_s) + " or less half of the " + times +
           " times";
}

void add_counts(Json& json, const Habit& habit) {
    json["of"] = habit.of;
    json["confidence"] = habit.confidence();
    json["confidence_low"] = wilson_low(habit.support, habit.of);
    json["lift"] = habit.lift();
    json["p_value"] = habit.p_value;
    json["q_value"] = habit.q_value;
    json["weeks"] = {{"held", habit.weeks_held}, {"of", habit.weeks}};
    json["days"] = habit.days.weekdays();
}

}  // namespace

std::string span_words(double seconds) {
    char text[32];
    if (seconds < 90) {
        std::snprintf(text, sizeof text, "%.0f s", seconds);
    } else if (seconds < 5400) {
        std::snprintf(text, sizeof text, "%.0f min", seconds / 60);
    } else {
        std::snprintf(text, sizeof text, "%.1f h", seconds / 3600);
    }
    return text;
}

std::string clock_words(int minute) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", minute / 60 % 24, minute % 60);
    return text;
}

std::string date_words(int day) {
    constexpr std::size_t kDateLength = 10;
    return format_iso_time(day * kMicrosPerDay).substr(0, kDateLength);
}

std::string words_of_habit(const Habit& habit) { return sentence(habit) + kept_words(habit); }

Json to_json(const Habit& habit) {
    Json json = {{"kind", kind_word(habit.kind)},
                 {"label", habit.label},
                 {"support", habit.support},
                 {"text", words_of_habit(habit)}};
    if (habit.kind != Habit::Kind::kDuration) add_counts(json, habit);
    if (!habit.after.empty()) json["after"] = habit.after;
    if (!habit.given.empty()) json["given"] = habit.given;
    if (habit.from_minute >= 0) {
        json["from"] = clock_words(habit.from_minute);
        json["to"] = clock_words(habit.to_minute);
    }
    if (habit.median_minute >= 0) json["at"] = clock_words(habit.median_minute);
    if (habit.sun != SunEvent::kNone)
        json["sun"] = {{"event", sun_word(habit.sun)},
                       {"offset", habit.sun_median},
                       {"from", habit.sun_from},
                       {"to", habit.sun_to}};
    if (habit.since_day >= 0) json["since"] = date_words(habit.since_day);
    if (habit.until_day >= 0) json["until"] = date_words(habit.until_day);
    if (habit.median_s >= 0) json["median_s"] = habit.median_s;
    if (habit.within_s >= 0) json["within_s"] = habit.within_s;
    if (habit.from_s >= 0) {
        json["from_s"] = habit.from_s;
        json["to_s"] = habit.to_s;
    }
    return json;
}

}  // namespace hearth::pattern
