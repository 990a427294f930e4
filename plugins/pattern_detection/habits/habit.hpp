// A habit: a regularity in what the household does, with the counts it rests on.
#pragma once

#include <string>

#include "core/json.hpp"

namespace hearth::pattern {

struct Habit {
    enum class Kind { kSequence, kTimeOfDay, kWeekday, kDuration };

    Kind kind = Kind::kSequence;
    std::string label;     // what happens
    std::string after;     // kSequence: what happened right before
    int hour = -1;         // kTimeOfDay: the hour from which, local
    int weekday = -1;      // kWeekday: 0 = Monday
    double support = 0;    // how often it was seen (times, or days)
    double of = 0;         // of how many occasions; kDuration: the same
    double lift = 1;       // share of the occasions / share expected by chance; not kDuration
    double median_s = -1;  // kSequence: delay; kDuration: how long it lasts; seconds

    double confidence() const { return of > 0 ? support / of : 0; }
};

// {"kind","label","support","text"} and what applies of "of","confidence","lift","after","hour",
// "weekday","median_s".
Json to_json(const Habit& habit);

// One sentence with the counts.
std::string words_of_habit(const Habit& habit);

}  // namespace hearth::pattern
