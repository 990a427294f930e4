// One source that Hearth listens to, as the user configures it.
#pragma once

#include <string>

#include "core/json.hpp"
#include "domain/state_change.hpp"

namespace hearth {

// How a mapped source makes a state of any message (see domain/topic_mapping.hpp).
struct TopicMapping {
    std::string entity_id;         // such as "sensor.{1}_power": {1} is what the first + stands for
    std::string state;             // JSON pointer; empty: the whole payload, as text
    std::string time;              // JSON pointer; empty: the message does not tell
    Json values = Json::object();  // what is found, as text, and the state that it means
};

struct SourceConfig {
    SourceKind kind = SourceKind::kStatestream;
    // statestream: Home Assistant's base_topic, such as "ha_state" (a '/' at the end makes no
    // difference); eventstream: its publish_topic; plain_json: a topic filter; zigbee2mqtt: its
    // base_topic; mapped: a topic filter without #.
    std::string topic;
    TopicMapping mapping{};  // of a mapped source
};

}  // namespace hearth
