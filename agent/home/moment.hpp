// Entities whose state is the time of what happened last (button, scene, event, …): Home
// Assistant's way to show a press of a button. Pure; any thread.
#pragma once

#include <string>

#include "domain/message.hpp"
#include "home/fact.hpp"

namespace hearth {

// True for a domain whose state is the time of its last occurrence.
bool is_moment_domain(const std::string& domain);

// From a state that names what happens now ("single") to the state that Home Assistant would show:
// the time, with the name as the attribute event_type. kIgnored when nothing happens: the name is
// empty or "unknown", or the broker has kept the message from before.
Fact as_moment(Fact fact, const InboundMessage& message);

}  // namespace hearth
