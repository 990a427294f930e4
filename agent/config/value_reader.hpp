// Reads one value of a YAML file into its target and checks type, range, choices and rule.
#pragma once

#include <functional>
#include <string>

#include "config/field.hpp"

namespace hearth::config {

// line, what is wrong ("found 'x'; allowed: an integer from 1 to 9").
using Report = std::function<void(int line, const std::string& text)>;

// Target must not be Records. The target keeps its value when the node does not fit. base_folder:
// what a relative path counts from.
void read_value(const FieldInfo& info, const Target& target, const YamlNode& node,
                const std::string& base_folder, const Report& report);

// "an integer from 1 to 65535", "one of: normal, full", "text" …
std::string allowed_values(const FieldInfo& info, const Target& target);

// What stands there, for a message: "'12x'", "a list", "a section", "nothing".
std::string found_value(const YamlNode& node, bool secret = false);

// A scalar, list or map as JSON: plain scalars that look like numbers, true, false or null become
// such (YAML 1.2 core schema), all others text.
Json yaml_as_json(const YamlNode& node);

// The number without trailing zeros: "0.5", "200".
std::string number_text(double number);

}  // namespace hearth::config
