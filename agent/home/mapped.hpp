// Reads messages of any shape, as the user's mapping says: which entity the topic is, where in the
// JSON its state stands, what the words there mean. Pure; any thread.
#pragma once

#include "domain/message.hpp"
#include "domain/source_config.hpp"
#include "home/fact.hpp"

namespace hearth {

// Precondition: a mapped source without fault whose topic filter selects the message's topic.
//
// kState; kIgnored for an empty payload, a message without the value, and a value that is not
// among the mapping's (if it has any); kQuarantined for what cannot be a state. An entity whose
// state is a moment (event, button, …) gets the time, as Home Assistant shows it.
//
// The time of the message tells when the state was reported. One without fractions says less than
// the arrival if the message came at once, and is left out then: two changes within a second would
// have the same.
Fact parse_mapped(const SourceConfig& source, const InboundMessage& message);

}  // namespace hearth
