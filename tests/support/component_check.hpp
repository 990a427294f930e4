// The rules of one component of a discovery payload, by its platform.
#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"

namespace hearth::test::discovery {

// component: with long names.
std::vector<std::string> problems_of_component(const std::string& key, const Json& component);

// Keys that the root and every component may have: topics, availability, qos.
void check_common(const Json& object, const std::string& where, std::vector<std::string>& problems);

}  // namespace hearth::test::discovery
