// The sources that Hearth listens to, and the topics to subscribe to for them.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/state_change.hpp"

namespace hearth {

// Home Assistant's birth and will topic, unless the user has changed it.
inline constexpr const char* kDefaultStatusTopic = "homeassistant/status";

struct SourceConfig {
    SourceKind kind = SourceKind::kStatestream;
    // statestream: the base topic, such as "ha_state" (a '/' at the end makes no difference);
    // eventstream and plain_json: the topic, wildcards allowed.
    std::string topic;
};

// kInvalid, with what is wrong and what is allowed, when the topic cannot be used for the kind.
Status check(const SourceConfig& source);

// The topic filter that a source needs: "ha_state/#" for the base "ha_state".
std::string subscription_of(const SourceConfig& source);

// The filters of all sources, each once, in their order.
std::vector<std::string> subscriptions(const std::vector<SourceConfig>& sources);

}  // namespace hearth
