// A habit as a model tells it (the "explain" reply of docs/plugin-guide.md), read and checked: what
// a plugin says is not trusted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::suggestions {

struct Happening {
    std::string entity, state;
};

// A time that goes with the sun, in minutes from its rising or setting; negative: before it.
struct SunTime {
    bool rise = false;  // else it sets
    int offset = 0;     // the middle of the times
    int from = 0, to = 0;
};

struct HabitFinding {
    // kEndsAfter: what was begun is ended by hand after about the same time.
    enum class Kind { kSequence, kTimeOfDay, kEndsAfter };

    Kind kind = Kind::kSequence;
    Happening what;                        // what people do
    std::optional<Happening> after;        // kSequence, kEndsAfter: what happens before
    std::vector<Happening> given;          // states that must be at the same time
    std::vector<int> weekdays;             // 0 = Monday; all seven: every day
    int from_minute = -1, to_minute = -1;  // of the day; -1: any time. Past midnight: to < from
    int at_minute = -1;                    // kTimeOfDay: the middle of the times
    std::optional<SunTime> sun;            // kTimeOfDay: instead of the minutes
    double support = 0, of = 0;
    double confidence = 0, confidence_low = 0, lift = 1, q_value = 1;
    int weeks = 0, weeks_held = 0;
    double median_s = -1;           // kSequence, kEndsAfter
    double within_s = -1;           // kSequence
    double from_s = -1, to_s = -1;  // kEndsAfter: between which the ends lie
    std::string since;              // date at which it was taken up; empty: as far as is known
    std::string text;               // the model's own sentence
    Json source;                    // as it came
};

// kInvalid with the field that is wrong. Kinds that are no ground for an automation (weekday,
// duration, and what later plugins may add), and habits that were given up, are kRefused.
Result<HabitFinding> read_habit(const Json& habit);

}  // namespace hearth::suggestions
