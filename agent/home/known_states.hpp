// What is known of the entities: the interface by which the home room asks the store.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"

namespace hearth {

struct KnownState {
    std::string state;
    TimeUs changed_us = 0;  // 0: not known
    TimeUs updated_us = 0;  // 0: the source did not tell
};

class KnownStates {
public:
    virtual ~KnownStates() = default;
    // The state last committed; nothing for an entity never seen or removed. Event loop.
    virtual std::optional<KnownState> find(const std::string& entity_id) const = 0;
};

}  // namespace hearth
