// Shows a record, and what may be in it, from its table of fields.
#pragma once

#include <vector>

#include "config/field.hpp"

namespace hearth::config {

// The values, nested by the dots of the keys; a secret that is set is "***".
OrderedJson fields_as_json(const std::vector<BoundField>& fields);

// JSON Schema of the record; the values that it holds now are the defaults.
OrderedJson fields_json_schema(const std::vector<BoundField>& fields);

// Nested JSON as YAML text.
std::string json_as_yaml(const OrderedJson& value);

}  // namespace hearth::config
