// Reads what Home Assistant's mqtt_eventstream publishes: {"event_type": …, "event_data": {…}}, of
// which state_changed is a change of state with context and old state, and the rest are events.
//
// Pure; any thread.
#pragma once

#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"

namespace hearth {

// Always one fact: kState, kRemoved (state_changed whose new_state is null), kEvent, or
// kQuarantined. Members that Hearth does not know are passed over.
std::vector<Fact> parse_eventstream(const InboundMessage& message);

}  // namespace hearth
