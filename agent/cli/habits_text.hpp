// The reply of "explain" as text: one habit a line, the clearest first. Pure.
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

std::string habits_text(const Json& explanation, const Style& style);

}  // namespace hearth::cli
