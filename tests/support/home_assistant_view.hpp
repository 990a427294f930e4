// What Home Assistant would make of Hearth's discovery and state messages: a list of entities with
// their states and attributes, and the payloads that using them would publish. Knows the few
// template expressions that Hearth uses, and refuses others.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"

namespace hearth::test::discovery {

struct Entity {
    std::string key, platform, unique_id, entity_id, name;
    Json config;  // with long names
};

// Of a valid device bundle, by key.
std::vector<Entity> entities_of(const Json& payload);
// Throws std::runtime_error when there is none.
Entity entity_of(const Json& payload, const std::string& key);

// What the state message makes of the entity: the state ("on" or "off" of an update), or a
// complaint in words.
struct Shown {
    std::string state;
    Json attributes;  // object, or null if the entity has none
    std::string complaint;
};
Shown show(const Entity& entity, std::string_view payload);

// What Home Assistant publishes on the entity's command topic when `value` is entered; for a button
// the value is its payload_press, and an update has its payload_install, whatever the value.
std::string command_of(const Entity& entity, const std::string& value, std::int64_t now_us);

}  // namespace hearth::test::discovery
