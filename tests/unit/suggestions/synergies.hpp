// Entities that belong together as a model tells it.
#pragma once

#include <string>

#include "core/json.hpp"

namespace hearth::test {

inline Json synergy(const std::string& trigger = "binary_sensor.motion",
                    const std::string& target = "light.hall") {
    return {{"trigger", trigger},
            {"trigger_state", "on"},
            {"target", target},
            {"target_state", "on"},
            {"score", .9},
            {"fallback", false},
            {"reasons",
             {{{"feature", "co_activation"}, {"words", "one followed the other"}, {"count", 14}},
              {{"feature", "same_area"}, {"words", "both are in the hall"}}}}};
}

}  // namespace hearth::test
