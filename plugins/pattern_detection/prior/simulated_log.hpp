// The log of a made-up home: its residents live in it until there are enough events.
#pragma once

#include <vector>

#include "pattern_detection/event.hpp"
#include "pattern_detection/prior/home_plan.hpp"

namespace hearth::pattern {

// In order of time; sensors are named by numbers. UTC is the home's zone.
std::vector<Event> simulate_log(HomePlan plan, Dice& dice);

}  // namespace hearth::pattern
