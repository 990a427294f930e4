// The answer of `hearth drift` as people read it. Pure.
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

// Members that are missing show as "-".
std::string drift_text(const Json& drift, const Style& style);

}  // namespace hearth::cli
