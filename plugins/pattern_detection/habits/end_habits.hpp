// Habits of duration: what people begin they end after about the same time, such as a bathroom fan
// that is switched off 20 minutes after it was switched on.
//
// Chance is an end that does not depend on the beginning: then durations are exponential, and the
// share of them near their median is known. Not thread-safe.
#pragma once

#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/time_habits.hpp"

namespace hearth::pattern {

// Ends are counted that lie within a quarter, or a half, of the median (as a factor: 1.25, 1.5);
// from 20 s to 8 hours. Both changes must be ones that people made. p-values are corrected for the
// choice of days, factor and median.
FoundHabits find_end_habits(const EventLog& log);

}  // namespace hearth::pattern
