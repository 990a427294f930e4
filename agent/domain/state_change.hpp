// The change of one entity's state, and who caused it: what the ingest makes of messages and the
// learning reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth {

// Who caused a change.
enum class Origin {
    kUser,        // a person, through the UI, an app or by voice
    kAutomation,  // an automation, script or scene
    kDevice,      // the device itself: a sensor report or a hand on the switch
    kRestart,     // Home Assistant or the device came back; nothing happened in the home
    kUnknown,     // the source does not tell (mqtt_statestream alone carries no context)
};

const char* to_string(Origin origin);
// kUnknown for a word that is none of them.
Origin origin_from_string(const std::string& word);

// Home Assistant's context of a change; empty strings where HA says null or the source carries
// none.
struct Context {
    std::string id;
    std::string parent_id;
    std::string user_id;
    bool known = false;  // the source carried a context at all
};

enum class SourceKind { kStatestream, kEventstream, kPlainJson, kZigbee2Mqtt, kMapped };

const char* to_string(SourceKind kind);
std::vector<SourceKind> all_source_kinds();

struct StateChange {
    std::string entity_id;
    std::optional<std::string> old_state;  // nothing: first seen, or the source does not tell
    std::string new_state;
    bool removed = false;       // the entity was removed; new_state is empty
    bool snapshot = false;      // came retained: refreshes what is known, is never an interaction
    bool state_differs = true;  // false: attributes only, or the same state reported again
    TimeUs changed_us = 0;  // when the state changed; the arrival time if the source does not tell
    TimeUs updated_us = 0;  // when state or attributes changed; 0 if the source does not tell
    bool time_known = false;  // changed_us is the publisher's, not the arrival time
    TimeUs received_us = 0;
    std::int64_t inbox_id = 0;  // of the message that carried the state
    Context context;
    Origin origin = Origin::kUnknown;
    SourceKind source = SourceKind::kPlainJson;
    Json attributes;  // object, or null when the source carried none with the change
};

// "light" of "light.kitchen"; empty if there is no dot.
std::string domain_of(const std::string& entity_id);

// HA's rule: one dot, [a-z0-9_] parts that neither begin nor end with '_', no "__" in the domain,
// at most 255 characters.
bool is_entity_id(const std::string& text);

}  // namespace hearth
