// Habits of the week: what happens on some weekdays and hardly on others, at whatever hour.
#pragma once

#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/time_habits.hpp"

namespace hearth::pattern {

// Chance is the share of all days. p-values are corrected for the choice of days.
FoundHabits find_weekday_habits(const EventLog& log);

}  // namespace hearth::pattern
