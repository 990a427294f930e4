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

struct HabitFinding {
    enum class Kind { kSequence, kTimeOfDay };

    Kind kind = Kind::kSequence;
    Happening what;                        // what people do
    std::optional<Happening> after;        // kSequence: what happens before
    std::vector<int> weekdays;             // 0 = Monday; all seven: every day
    int from_minute = -1, to_minute = -1;  // of the day; -1: any time. Past midnight: to < from
    int at_minute = -1;                    // kTimeOfDay: the middle of the times
    double support = 0, of = 0;
    double confidence = 0, confidence_low = 0, lift = 1, q_value = 1;
    int weeks = 0, weeks_held = 0;
    double median_s = -1, within_s = -1;  // kSequence
    std::string text;                     // the model's own sentence
    Json source;                          // as it came
};

// kInvalid with the field that is wrong. Kinds that are no ground for an automation (weekday,
// duration, and what later plugins may add) are kRefused.
Result<HabitFinding> read_habit(const Json& habit);

}  // namespace hearth::suggestions
