// Habits of order: after this, people do that within one, three or ten minutes. What comes before
// may be anything in the log, also a sensor; occasions at which "that" was so already do not count.
// It may hold only in some hours, on some days, or in some circumstance (after sunset, somebody at
// home).
//
// Chance: of as many things as people then did, one is "that", as often as it is among all that
// they do at this time of day (so that a burst of activity leads to nothing by itself); and not
// less than the rate at which it happens at this time of day anyway. Not thread-safe.
#pragma once

#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/time_habits.hpp"

namespace hearth::pattern {

// p-values are corrected for the choice of delay, days, hours and circumstance; pairs of one
// entity are left out (how long something lasts is another kind).
FoundHabits find_sequence_habits(const EventLog& log);

}  // namespace hearth::pattern
