// A habit: a regularity in what the household does, with the counts it rests on.
#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "pattern_detection/habits/day_set.hpp"

namespace hearth::pattern {

// What happened less often is told of nobody.
inline constexpr int kMinimumTimes = 4;

enum class SunEvent { kNone, kSunrise, kSunset };

struct Habit {
    // kEndsAfter: what is begun is ended by hand after about the same time. kDuration: how long
    // something lasts, told without a claim.
    enum class Kind { kSequence, kTimeOfDay, kEndsAfter, kWeekday, kDuration };

    Kind kind = Kind::kSequence;
    std::string label;  // what happens
    std::string after;  // kSequence, kEndsAfter: what happened before
    DaySet days;        // on which it holds; not kDuration
    // Labels that hold at each occasion, such as "sun.sun=below_horizon"; empty: whatever holds.
    std::vector<std::string> given;
    // By the clock on the wall, minutes of the day; `to` may be past midnight (over 1440). When it
    // happens: kTimeOfDay. Between which the first thing must happen: kSequence, -1 for any time.
    int from_minute = -1, to_minute = -1;
    int median_minute = -1;  // kTimeOfDay, by the wall's clock
    // kTimeOfDay that goes with the sun: from_minute and to_minute are -1, these count from the
    // event, negative before it; minutes.
    SunEvent sun = SunEvent::kNone;
    int sun_from = 0, sun_to = 0, sun_median = 0;
    double support = 0;    // how often it was seen (times, or days)
    double of = 0;         // of how many occasions; kDuration: the same
    double by_chance = 0;  // the share of the occasions that chance would explain; not kDuration
    double p_value = 1;    // of so many by chance, corrected for the choice of days and times
    double q_value = 1;    // share of false habits among all that are as clear as this one
    int weeks = 0, weeks_held = 0;  // weeks with an occasion; with at least half of them taken
    // Days since 1970 at which it was taken up, or on which it was last kept before it was given
    // up; all counts are of the time between. -1: as far as the log goes.
    int since_day = -1, until_day = -1;
    double median_s = -1;           // kSequence: delay; kEndsAfter, kDuration: how long; seconds
    double within_s = -1;           // kSequence: the delay that counts as "after"
    double from_s = -1, to_s = -1;  // kEndsAfter: between which the ends counted

    double confidence() const { return of > 0 ? support / of : 0; }
    double lift() const { return by_chance > 0 ? confidence() / by_chance : 1; }
    bool given_up() const { return until_day >= 0; }
};

// {"kind","label","support","text"} and what applies of "of","confidence","confidence_low" (lower
// end of its 95 % interval),"lift","p_value","q_value","weeks":{"held","of"},"days":[0…6, Monday
// first],"from","to","at" ("HH:MM"),"sun":{"event","offset","from","to"}
// (minutes),"given":[labels], "since","until"
// (dates),"after","median_s","within_s","from_s","to_s".
Json to_json(const Habit& habit);

// One sentence with the counts.
std::string words_of_habit(const Habit& habit);

// "07:05" of 425; minutes past midnight wrap.
std::string clock_words(int minute);
// "2026-01-31" of days since 1970.
std::string date_words(int day);
// "40 s", "5 min", "1.5 h".
std::string span_words(double seconds);

}  // namespace hearth::pattern
