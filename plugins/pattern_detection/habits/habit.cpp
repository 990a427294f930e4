#include "pattern_detection/habits/habit.hpp"

#include <cstdio>

#include "pattern_detection/explanation.hpp"
#include "pattern_detection/wilson.hpp"

namespace hearth::pattern {
namespace {

const char* kind_word(Habit::Kind kind) {
    switch (kind) {
        case Habit::Kind::kSequence: return "sequence";
        case Habit::Kind::kTimeOfDay: return "time_of_day";
        case Habit::Kind::kWeekday: return "weekday";
        case Habit::Kind::kDuration: return "duration";
    }
    return "sequence";
}

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

std::string counts_words(const Habit& habit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.0f of %.0f", habit.support, habit.of);
    return text;
}

}  // namespace

std::string words_of_habit(const Habit& habit) {
    const std::string what = words_of_label(habit.label);
    switch (habit.kind) {
        case Habit::Kind::kSequence: {
            std::string text = "after " + words_of_label(habit.after);
            if (habit.from_minute >= 0)
                text += " between " + clock_words(habit.from_minute) + " and " +
                        clock_words(habit.to_minute);
            if (habit.days != DaySet::every()) text += " " + habit.days.words();
            return text + ", " + what + " followed within " + span_words(habit.within_s) + " " +
                   counts_words(habit) + " times, half of them within " +
                   span_words(habit.median_s);
        }
        case Habit::Kind::kTimeOfDay:
            return what + " happened between " + clock_words(habit.from_minute) + " and " +
                   clock_words(habit.to_minute) + " on " + counts_words(habit) + " days" +
                   (habit.days == DaySet::every() ? "" : ", " + habit.days.words());
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

Json to_json(const Habit& habit) {
    Json json = {{"kind", kind_word(habit.kind)},
                 {"label", habit.label},
                 {"support", habit.support},
                 {"text", words_of_habit(habit)}};
    if (habit.kind != Habit::Kind::kDuration) {
        json["of"] = habit.of;
        json["confidence"] = habit.confidence();
        json["confidence_low"] = wilson_low(habit.support, habit.of);
        json["lift"] = habit.lift();
        json["p_value"] = habit.p_value;
        json["q_value"] = habit.q_value;
        json["weeks"] = {{"held", habit.weeks_held}, {"of", habit.weeks}};
        json["days"] = habit.days.weekdays();
    }
    if (!habit.after.empty()) json["after"] = habit.after;
    if (habit.from_minute >= 0) {
        json["from"] = clock_words(habit.from_minute);
        json["to"] = clock_words(habit.to_minute);
    }
    if (habit.median_minute >= 0) json["at"] = clock_words(habit.median_minute);
    if (habit.median_s >= 0) json["median_s"] = habit.median_s;
    if (habit.within_s >= 0) json["within_s"] = habit.within_s;
    return json;
}

}  // namespace hearth::pattern
