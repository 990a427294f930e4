// Any result of a command as text: single values as "name  value", lists of objects as tables,
// objects within as indented parts. Pure.
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

std::string json_text(const Json& value, const Style& style);

}  // namespace hearth::cli
