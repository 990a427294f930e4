// Home Assistant's registries (the files core.entity_registry, core.device_registry and
// core.area_registry of its folder .storage), read as one: which device and which area an entity
// belongs to, which no message says. Pure; what comes in is not trusted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth {

struct RegisteredEntity {
    std::string entity_id;
    std::string area;    // its own, else that of its device; by name
    std::string device;  // by the name that the user gave it, else its own
    std::string unique_id;
};

struct EntityRegistry {
    std::vector<RegisteredEntity> entities;
    std::size_t left_out = 0;  // disabled, or nothing that could be read
};

inline constexpr std::size_t kMaxRegisteredEntities = 50'000;

// entities: the whole file, as JSON. devices, areas: the same, or null where there is none.
// kInvalid when a file is not what it should be, kTooLarge over kMaxRegisteredEntities.
Result<EntityRegistry> read_entity_registry(const Json& entities, const Json& devices,
                                            const Json& areas);

}  // namespace hearth
