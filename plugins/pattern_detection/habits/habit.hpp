// A habit: a regularity in what the household does, with the counts it rests on.
#pragma once

#include <string>

#include "core/json.hpp"
#include "pattern_detection/habits/day_set.hpp"

namespace hearth::pattern {

struct Habit {
    enum class Kind { kSequence, kTimeOfDay, kWeekday, kDuration };

    Kind kind = Kind::kSequence;
    std::string label;  // what happens
    std::string after;  // kSequence: what happened before
    DaySet days;        // on which it holds; not kDuration
    // By the clock on the wall, minutes of the day; `to` may be past midnight (over 1440). When it
    // happens: kTimeOfDay. Between which the first thing must happen: kSequence, -1 for any time.
    int from_minute = -1, to_minute = -1;
    int median_minute = -1;  // kTimeOfDay
    double support = 0;      // how often it was seen (times, or days)
    double of = 0;           // of how many occasions; kDuration: the same
    double by_chance = 0;    // the share of the occasions that chance would explain; not kDuration
    double p_value = 1;      // of so many by chance, corrected for the choice of days and times
    double q_value = 1;      // share of false habits among all that are as clear as this one
    int weeks = 0, weeks_held = 0;  // weeks with an occasion; with at least half of them taken
    double median_s = -1;           // kSequence: delay; kDuration: how long it lasts; seconds
    double within_s = -1;           // kSequence: the delay that counts as "after"

    double confidence() const { return of > 0 ? support / of : 0; }
    double lift() const { return by_chance > 0 ? confidence() / by_chance : 1; }
};

// {"kind","label","support","text"} and what applies of "of","confidence","confidence_low" (lower
// end of its 95 % interval),"lift","p_value","q_value","weeks":{"held","of"},"days":[0…6, Monday
// first],"from","to","at" ("HH:MM"),"after","median_s","within_s".
Json to_json(const Habit& habit);

// One sentence with the counts.
std::string words_of_habit(const Habit& habit);

}  // namespace hearth::pattern
