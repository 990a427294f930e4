// What contexts are made of: hours, gaps and places in a session, in classes.
#pragma once

#include "pattern_detection/experts/buckets.hpp"
#include "pattern_detection/history.hpp"

namespace hearth::pattern {

int fine_gap(const Moment& moment);                          // before the newest event
int coarse_gap(const Moment& moment, std::size_t back = 0);  // back: 0 or 1 events earlier
int three_hours(const Moment& moment);
int hour(const Moment& moment);
int session_position(const Moment& moment);

}  // namespace hearth::pattern
