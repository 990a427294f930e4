// Habits of the clock: what happens at the same time of day, by the clock on the wall or by the sun
// (so many minutes before sunset), on all days or some, perhaps only in some circumstance. The days
// on which it was so already are no occasions.
//
// Chance is that the same number of times falls anywhere into the hours in which this household
// does things. Not thread-safe.
#pragma once

#include <cstddef>
#include <vector>

#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/habit.hpp"

namespace hearth::pattern {

struct FoundHabits {
    std::vector<Habit> habits;  // without q-values
    std::size_t tests = 0;      // hypotheses that were looked at
};

// At most a few of each label. p-values are corrected for the choice of clock, window, days and
// circumstance.
FoundHabits find_time_habits(const EventLog& log);

}  // namespace hearth::pattern
