// Would Home Assistant accept this discovery message? Checks a device bundle against its rules, and
// a few of Hearth's own where Home Assistant is lax: a key that it does not know is a mistake.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"

namespace hearth::test::discovery {

// What is wrong, a sentence each; empty: nothing is.
std::vector<std::string> problems_of(std::string_view topic, std::string_view payload,
                                     std::string_view prefix = "homeassistant");

// A component with long names, as its rules see it.
Json expanded(const Json& component);

}  // namespace hearth::test::discovery
