// Single settings from outside the file, as trees that the reader reads.
#pragma once

#include <string>

#include "yaml/yaml_tree.hpp"

namespace hearth::config {

// The value of an override. Lists, sections and quoted texts are YAML; all else is taken as it
// stands, so that no character of a text needs quoting twice.
YamlDocument override_value(const std::string& text);

// A value at "a.b.c" as the tree {a: {b: {c: value}}}.
YamlNode nested(const std::string& key, YamlNode value);

}  // namespace hearth::config
