// What a scenario expects of an answer: keys of an "expect" step. Pure.
//
//   at:       JSON pointer into the answer ("/0/decision"); the whole answer if not given
//   where:    of an array, only the members that have all of these values
//   is, is_not, at_least, at_most, contains, lacks, matches, size, absent
#pragma once

#include <string>

#include "core/json.hpp"

namespace hearth::scenarios {

// Empty when the answer is as expected, else what was found and what was expected. A key that is
// no expectation throws std::runtime_error, and so does a step that expects nothing.
std::string unmet(const Json& answer, const Json& expected);

}  // namespace hearth::scenarios
