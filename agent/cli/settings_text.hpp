// The settings as people read them.
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

// Of the answer of "settings", "set" or "unset": a list of settings, or one of them.
std::string settings_text(const Json& settings, const Style& style);

}  // namespace hearth::cli
