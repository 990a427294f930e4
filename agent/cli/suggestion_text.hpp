// Suggestions as text. Pure.
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

std::string suggestions_text(const Json& suggestions, const Style& style);
std::string suggestion_text(const Json& suggestion, const Style& style);
// What is strange about the day.
std::string anomalies_text(const Json& anomalies, const Style& style);
// What came of "suggest".
std::string look_text(const Json& look, const Style& style);

}  // namespace hearth::cli
