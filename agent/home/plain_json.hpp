// Reads states that a user's own automation or program publishes as JSON: an object, or an array
// of objects, each with "entity_id" and "state" and, if it likes, "old_state", "attributes",
// "last_changed" or "time", "last_updated", "context" or "user_id", and "id".
//
// "state" is text, a number, or true/false (read as on/off). Times are ISO 8601 text or a number
// of seconds, milliseconds or microseconds since 1970, told apart by their size.
// Pure; any thread.
#pragma once

#include <vector>

#include "domain/message.hpp"
#include "home/fact.hpp"

namespace hearth {

// One fact for each object: kState or kQuarantined; a broken one does not spoil its neighbours.
// An empty array gives one kIgnored.
std::vector<Fact> parse_plain_json(const InboundMessage& message);

}  // namespace hearth
