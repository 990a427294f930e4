#include "pattern_detection/habits/habit.hpp"

#include <array>
#include <cstdio>

#include "pattern_detection/explanation.hpp"

namespace hearth::pattern {
namespace {

constexpr std::array<const char*, 7> kWeekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};

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

std::string counts_words(const Habit& habit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.0f of %.0f", habit.support, habit.of);
    return text;
}

}  // namespace

std::string words_of_habit(const Habit& habit) {
    const std::string what = words_of_label(habit.label);
    switch (habit.kind) {
        case Habit::Kind::kSequence:
            return "after " + words_of_label(habit.after) + ", " + what + " came next " +
                   counts_words(habit) + " times, half of them within " +
                   span_words(habit.median_s);
        case Habit::Kind::kTimeOfDay: {
            char hours[32];
            std::snprintf(hours, sizeof hours, "%02d:00 and %02d:00", habit.hour,
                          (habit.hour + 1) % 24);
            return what + " happened between " + hours + " on " + counts_words(habit) + " days";
        }
        case Habit::Kind::kWeekday:
            return what + " happened on " + counts_words(habit) + " " +
                   kWeekdays[static_cast<std::size_t>(habit.weekday)] + "s";
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
        json["lift"] = habit.lift;
    }
    if (!habit.after.empty()) json["after"] = habit.after;
    if (habit.hour >= 0) json["hour"] = habit.hour;
    if (habit.weekday >= 0) json["weekday"] = habit.weekday;
    if (habit.median_s >= 0) json["median_s"] = habit.median_s;
    return json;
}

}  // namespace hearth::pattern
