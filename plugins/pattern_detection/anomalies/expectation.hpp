// What is expected of a day: this by then, or that within a quarter of an hour after something.
// Each knows how often it would be a false alarm. Pure.
#pragma once

#include <vector>

#include "pattern_detection/habits/day_set.hpp"
#include "pattern_detection/habits/entity_states.hpp"
#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/habit.hpp"
#include "pattern_detection/habits/surroundings.hpp"

namespace hearth::pattern {

// The log, and what follows from it; all of them outlive the view.
struct LogView {
    const EventLog& log;
    const EntityStates& states;
    const Surroundings& surroundings;
};

struct Expectation {
    int symbol = 0, entity = 0;  // what is expected
    int after = -1;              // symbol: within patience after it; -1: by a time of the day
    DaySet days;
    int from = 0, due = 0;  // by a time: minutes of the household's day, from and by which
    double support = 0, of = 0;
    double alarms_a_week = 0;  // false ones to expect

    static constexpr TimeUs kPatience = 15 * kMicrosPerMinute;
};

// From a clear habit of a time or an order, looked at generously: a time by which it always had
// happened, an order with a quarter of an hour's patience, whatever the hour. Nothing for other
// kinds, for habits with a circumstance or on days of their own choice (both leave out what does
// not fit, and would promise too much), and where fewer than 20 occasions tell.
//
// The share of misses is taken as (misses + 1) / (occasions + 1): so often the next time is later
// than the latest of so many, even if nothing changes.
std::vector<Expectation> expectations_of(const std::vector<Habit>& habits, const LogView& view);

// The surest of them, so many that all together give at most that many false alarms a week.
std::vector<Expectation> affordable(std::vector<Expectation> all, double alarms_a_week);

}  // namespace hearth::pattern
