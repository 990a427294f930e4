// One attribute of an entity, as statestream sends it apart from the state.
#pragma once

#include <cstdint>
#include <string>

#include "core/clock.hpp"

namespace hearth {

struct AttributeUpdate {
    std::string entity_id;
    std::string name;
    std::string value;      // JSON text
    bool snapshot = false;  // came retained
    TimeUs received_us = 0;
    std::int64_t inbox_id = 0;
};

}  // namespace hearth
