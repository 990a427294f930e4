// Home Assistant's side of MQTT: turns the change of an entity into the messages that HA would
// publish for it, so that logs can be replayed and simulated homes can speak. Pure.
//
// Formats: mqtt_statestream (one topic for each value, retained), mqtt_eventstream (one
// state_changed envelope), and plain JSON (one object on the entity's topic). JSON is written as
// Python's json.dumps does: ", " and ": ", non-ASCII as \uXXXX.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/state_change.hpp"

namespace hearth {

// One state_changed as HA fires it.
struct HomeEvent {
    std::string entity_id;
    std::optional<std::string> old_state;  // nothing: the entity is new (or HA has just started)
    std::string new_state;
    bool removed = false;                           // the entity was removed; new_state is empty
    TimeUs changed_us = 0;                          // last_changed: the state string changed
    TimeUs updated_us = 0;                          // last_updated: when this event happened
    TimeUs old_changed_us = 0, old_updated_us = 0;  // of old_state
    Json attributes = Json::object();
    Json old_attributes;  // null: the same as `attributes`
    Context context;
    Context old_context;
};

struct HaMessage {
    std::string topic;
    std::string payload;
    int qos = 0;
    bool retain = false;
};

struct StatestreamOptions {
    std::string base_topic = "ha_state";
    bool publish_timestamps = true;
    bool publish_attributes = true;
};

// In HA's order: state, last_updated, last_changed, attributes. QoS 1, retained. None for a removed
// entity. An attribute whose name cannot be part of a topic ends the list, as in HA.
std::vector<HaMessage> statestream_messages(const HomeEvent& event,
                                            const StatestreamOptions& options = {});

// One state_changed envelope; QoS 0, not retained.
HaMessage eventstream_message(const HomeEvent& event, const std::string& topic = "ha/events");

// {"entity_id","state","old_state","attributes","last_changed","last_updated","context"} on
// <base>/<domain>/<object_id>; QoS 1, not retained.
HaMessage plain_json_message(const HomeEvent& event, const std::string& base_topic = "ha_json");

enum class HaFormat { kStatestream, kEventstream, kPlainJson };

// "statestream", "eventstream" or "plain"; kInvalid for another word.
Result<HaFormat> parse_ha_format(const std::string& word);

// Text as Python's json.dumps(value) gives it, NaN and Infinity included. Never throws.
std::string python_json(const Json& value);

// Moves events of one entity that carry the same (or an earlier) microsecond as the one before it
// by +1 us, so that no two changes are taken for one. Precondition: in order of time; stays so.
void make_times_distinct(std::vector<HomeEvent>& events);

// A context id as HA makes them: a ULID of `time` (26 characters) whose random tail is given (the
// low 40 bits of both numbers), so that a replay is repeatable.
std::string make_context_id(TimeUs time, std::uint64_t tail_high, std::uint64_t tail_low);

}  // namespace hearth
