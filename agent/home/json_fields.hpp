// Reads the parts of a JSON message that several sources share: times and contexts.
// Pure; any thread.
#pragma once

#include <optional>

#include "core/json.hpp"
#include "domain/state_change.hpp"
#include "home/payload_check.hpp"

namespace hearth {

// ISO 8601 text, or seconds, milliseconds or microseconds since 1970, told apart by their size.
// bad_time for anything else and for impossible times (see check_time).
std::optional<Defect> read_json_time(const Json& value, TimeUs received_us,
                                     std::optional<TimeUs>& out);

// Text as it is, a number as JSON writes it, true and false as "on" and "off"; nothing for the
// rest.
std::optional<std::string> state_text(const Json& value);

// {"id", "parent_id", "user_id"}, null or absent read as empty; not known unless it is an object.
// An id longer than Home Assistant's (64 bytes at most are kept) is read as empty.
Context read_context(const Json& value);

// The member as text, empty when it is no text or longer than 64 bytes.
std::string read_id(const Json& object, const char* key);

}  // namespace hearth
