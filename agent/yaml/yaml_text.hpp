// Writes a JSON value as YAML in block style, as Home Assistant's editor lays it out: two spaces a
// level, list items indented under their key. Text is quoted where a reader of YAML 1.1 would take
// it for something else. An object {"!secret": "name"} becomes `!secret name`.
#pragma once

#include <string>

#include "core/json.hpp"

namespace hearth {

// Ends with a line end; invalid UTF-8 is replaced. Read again (yaml_scalar's json_of_yaml), it is
// the same value; numbers keep every digit, and what is not finite becomes null.
std::string yaml_text(const OrderedJson& value);

}  // namespace hearth
