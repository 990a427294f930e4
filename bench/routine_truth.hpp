// Whether a habit is one that is built into the simulated home: read from the tables of routines.
#pragma once

#include "suggestions/habit_finding.hpp"

namespace hearth::bench {

// A time must be one on every day for which it is proposed. Of an order it is enough that it is one
// on some of these days: where the first thing does not happen, nothing is done.
bool is_true(const suggestions::HabitFinding& habit);

}  // namespace hearth::bench
