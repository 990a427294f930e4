// What a scalar of YAML stands for. Home Assistant reads YAML 1.1, where `on` is true, `0123` is 83
// and `12:30` is 750; whoever writes for it must quote such text, and whoever reads what was
// written for it must see the same.
#pragma once

#include <string>
#include <string_view>

#include "core/json.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth {

// The value of a plain (unquoted) scalar: text, number, true or false, null. Dates and integers of
// more than 64 bits are text.
Json yaml_plain_value(std::string_view plain);

// True for text that stays text without quotes, for any reader of YAML 1.1 or 1.2, in a list, as a
// key or as a value. Where in doubt, false.
bool is_safe_plain_text(std::string_view text);

// The text in double quotes, special characters escaped. `text` must be UTF-8.
std::string yaml_quoted(std::string_view text);

// A whole tree as JSON. A node with a tag becomes an object of one member: {"!secret": "name"}. Of
// repeated keys the last one counts, as in Home Assistant.
Json json_of_yaml(const YamlNode& node);

}  // namespace hearth
