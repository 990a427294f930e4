// Shows the settings in force, without secrets, and what may be set.
#pragma once

#include <string>

#include "config/settings.hpp"
#include "core/json.hpp"

namespace hearth::config {

// Nested as in hearth.yaml; secrets are "***" when set and "" when not.
OrderedJson settings_as_json(const Settings& settings);

// The same as YAML text.
std::string describe(const Settings& settings);

// JSON Schema (2020-12) of hearth.yaml: types, ranges, choices, defaults, descriptions.
OrderedJson settings_json_schema();

}  // namespace hearth::config
