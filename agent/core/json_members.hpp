// Reading a few members of a large JSON text without keeping the rest of it in memory.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace hearth {

// As parse_json, but members whose name is not kept are left out, whatever object they are in.
Result<Json> parse_json_members(std::string_view text, JsonLimits limits,
                                const std::function<bool(const std::string&)>& keeps);

}  // namespace hearth
