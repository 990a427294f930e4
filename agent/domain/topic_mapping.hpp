// The rules of a mapped source: what may stand in its settings, and which entity a topic is. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/source_config.hpp"

namespace hearth {

// What is wrong with one of its settings, and what is allowed.
struct MappingFault {
    std::string key;  // "topic", "entity_id", "state", "time" or "values"
    std::string text;
};

// The first fault of a mapped source; nothing when it can be used.
std::optional<MappingFault> find_mapping_fault(const SourceConfig& source);

// The entity id for a topic that the source's filter selects; what stands for each '+' is made a
// part of an entity id (slug). May be none after all: too long. Precondition: no fault.
std::string mapped_entity_id(const SourceConfig& source, std::string_view topic);

}  // namespace hearth
