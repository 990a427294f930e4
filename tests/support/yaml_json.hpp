// YAML of the tests' own files as JSON. Link yaml-cpp.
#pragma once

#include <yaml-cpp/yaml.h>

#include "core/json.hpp"

namespace hearth::test {

// Numbers, true, false and null are what JSON takes for them; quoted text stays text.
inline Json yaml_to_json(const YAML::Node& node) {
    if (node.IsSequence()) {
        Json out = Json::array();
        for (const auto& item : node) out.push_back(yaml_to_json(item));
        return out;
    }
    if (node.IsMap()) {
        Json out = Json::object();
        for (const auto& item : node) out[item.first.as<std::string>()] = yaml_to_json(item.second);
        return out;
    }
    if (!node.IsScalar()) return {};
    const std::string text = node.as<std::string>();
    if (node.Tag() == "!") return text;
    const auto value = parse_json(text);
    return value && !value->is_structured() ? *value : Json(text);
}

}  // namespace hearth::test
