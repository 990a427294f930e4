// The part of a topic below a base. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace hearth {

// "a/b" and "a/b/c/d" -> "c/d"; nothing for a topic that is not below the base.
std::optional<std::string_view> path_below(std::string_view base, std::string_view topic);

}  // namespace hearth
