// Makes a state change of a fact that tells a whole one (eventstream, plain JSON).
#pragma once

#include "domain/message.hpp"
#include "home/fact.hpp"

namespace hearth {

// Precondition: kState or kRemoved. Without a time of the publisher's, changed_us is the arrival
// time. state_differs and an old_state that the fact does not tell are left to those who know the
// entity; the origin is not set.
StateChange change_of(const Fact& fact, const InboundMessage& message);

}  // namespace hearth
