// What belongs together as a model explains it, as text: one pair a line, the surest first. Pure.
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

// Empty when the explanation has no list of synergies.
std::string synergies_text(const Json& explanation, const Style& style);

}  // namespace hearth::cli
