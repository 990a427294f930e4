// Groups of experts that a training can do without: to see what they are worth.
#pragma once

#include <string>

#include "pattern_detection/experts/expert.hpp"

namespace hearth::pattern {

// "nothing": none. "counting": all that count what followed a context, but the plain frequencies
// (order 0) that everything else backs off to. "time": all that know the clock or a gap.
ExpertSet experts_without(const std::string& group);

}  // namespace hearth::pattern
