// What a single value of an automation's YAML is, and how it is named in a complaint.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth::automation {

// For people: the text in quotes, at most 40 characters, or "a list", "nothing", "keys and values".
std::string shown(const YamlNode& node);
// As Home Assistant reads a scalar.
Json value_of(const YamlNode& node);
// A finite number, also one in quotes.
std::optional<double> number_of(const YamlNode& node);
// "5" rather than "5.0".
std::string number_text(double value);
// "a, b, c".
std::string listed(const std::vector<std::string_view>& words);

}  // namespace hearth::automation
