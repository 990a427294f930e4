// Which sources can be used, and the topics to subscribe to for them.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/source_config.hpp"

namespace hearth {

// Home Assistant's birth and will topic, unless the user has changed it.
inline constexpr const char* kDefaultStatusTopic = "homeassistant/status";

// kInvalid, with what is wrong and what is allowed, when the topic cannot be used for the kind.
Status check(const SourceConfig& source);

// The topic filter that a source needs: "ha_state/#" for the base "ha_state".
std::string subscription_of(const SourceConfig& source);

// The filters of all sources, each once, in their order.
std::vector<std::string> subscriptions(const std::vector<SourceConfig>& sources);

}  // namespace hearth
