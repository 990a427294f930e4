// How a state of an entity is reached by a service, and which states Hearth never proposes to reach
// by itself: a door that opens or an alarm that is disarmed by mistake is worse than any comfort.
#pragma once

#include <string>

#include "automation/automation.hpp"
#include "core/result.hpp"

namespace hearth::suggestions {

// The call that brings the entity into the state. kRefused with the reason: a domain for which
// Hearth proposes nothing, a state that no service leads to, or one that is too risky.
// device_class: of the entity; empty: unknown.
Result<automation::Action> deed_for(const std::string& entity_id, const std::string& state,
                                    const std::string& device_class = "");

}  // namespace hearth::suggestions
