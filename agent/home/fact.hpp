// A fact: one thing that a message from the house says, before facts are joined into changes.
//
// A message yields one fact or more; even one that cannot be used yields a fact that says why.
// Which fields are set depends on the kind; a field that does not apply stays empty.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "domain/state_change.hpp"

namespace hearth {

enum class FactKind {
    kState,         // an entity has a state (statestream: the state alone; others: with the rest)
    kAttribute,     // one attribute of an entity (statestream)
    kTime,          // changed_us or updated_us of an entity (statestream)
    kEvent,         // something on Home Assistant's event bus that is not a change of state
    kRemoved,       // the entity no longer exists
    kAvailability,  // Home Assistant itself came (state "online") or went (state "offline")
    kIgnored,       // understood, and of no use; see reason
    kQuarantined,   // broken or hostile; see reason
};

// The word used in JSON, such as "state" or "quarantined".
const char* to_string(FactKind kind);

struct Fact {
    FactKind kind = FactKind::kIgnored;
    std::optional<SourceKind> source;  // nothing: no source claims the topic
    std::string entity_id;
    std::string state;
    std::optional<std::string> old_state;  // nothing: new entity, or the source does not tell
    std::string attribute;                 // its name, as Home Assistant has it
    std::string value;                     // of the attribute: JSON text on one line, always valid
    Json attributes;                       // object, or null when the message carries none
    std::optional<TimeUs> changed_us;      // when the state changed
    std::optional<TimeUs> updated_us;      // when state or attributes changed
    std::optional<TimeUs> old_changed_us;  // changed_us of the state before
    std::string event_type;
    Json event_data;  // object for events, else null
    Context context;
    std::string reason;       // in words; for ignored and quarantined
    std::string reason_code;  // snake_case word to count by, such as "bad_json"
};

// A fact that names why a message is of no use, or is broken. `reason` must be valid UTF-8.
Fact ignored_fact(std::optional<SourceKind> source, const char* reason_code, std::string reason);
Fact quarantined_fact(std::optional<SourceKind> source, const char* reason_code,
                      std::string reason);

// One object in the shape of `hearth interpret --json`; fields that do not apply are absent. The
// origin is what this message alone can tell. An integer beyond 64 bits in `value` becomes a real
// number here; to_json_line keeps it.
Json to_json(const Fact& fact);

// The same as one line of text without a line end, `value` digit for digit.
std::string to_json_line(const Fact& fact);

}  // namespace hearth
