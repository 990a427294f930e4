// The text in the cells of the schema and service tables.
#pragma once

#include <string_view>
#include <vector>

namespace hearth::automation {

// The parts between separators, without spaces around them; none of an empty text.
std::vector<std::string_view> table_parts(std::string_view text, char separator);

}  // namespace hearth::automation
