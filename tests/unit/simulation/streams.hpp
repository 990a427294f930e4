// Streams of simulated homes for the tests, and what the tests ask of them.
#pragma once

#include <string>
#include <vector>

#include "simulation/home.hpp"

namespace hearth::test {

// Monday 2024-03-04, Europe/Berlin: the clocks go forward on 31 March.
SimulationOptions berlin(int weeks);

std::vector<HomeEvent> stream(std::uint64_t seed, const SimulationOptions& options);

// Four weeks in Berlin with seed 1; made once.
const std::vector<HomeEvent>& four_weeks();

// State differs and neither side is a restart or a drop-out.
bool is_real_change(const HomeEvent& event);

// A person of the household did it (not the end of a movement, not an automation).
bool is_human_action(const HomeEvent& event);

LocalTime berlin_time(const HomeEvent& event);

}  // namespace hearth::test
