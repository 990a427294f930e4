// Habits of the clock and of weekdays: what happens at the same time of (almost) every day, of
// workdays, of Tuesdays and Thursdays … Windows of 30 to 120 minutes; the days on which it was so
// already are no occasions.
//
// Chance is that the same number of times falls anywhere into the hours in which this household
// does things. Not thread-safe.
#pragma once

#include <cstddef>
#include <vector>

#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/habit.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

struct FoundHabits {
    std::vector<Habit> habits;  // without q-values
    std::size_t tests = 0;      // hypotheses that were looked at
};

// At most a few of each label. p-values are corrected for the choice of window and days.
FoundHabits find_time_habits(const EventLog& log, const Vocabulary& vocabulary);

}  // namespace hearth::pattern
