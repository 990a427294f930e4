// Why an action is expected, in words that rest on counts of this home.
#pragma once

#include <string>

#include "pattern_detection/home_state.hpp"

namespace hearth::pattern {

// One sentence about the candidate in the present moment, such as "after light.hall on,
// light.kitchen on came next 14 of 16 times". Of the contexts that people understand it names the
// one whose count speaks most clearly (lower end of the 95 % Wilson interval of the share).
// Precondition: state.compute() was called for this moment and gave an answer.
std::string explain_candidate(const HomeState& state, int candidate);

// "light.kitchen on" of "light.kitchen=on".
std::string words_of_label(const std::string& label);

}  // namespace hearth::pattern
