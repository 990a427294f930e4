// Hearth as a device of Home Assistant: the payload of MQTT discovery (device bundle, 2024.11+).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "discovery/agent_view.hpp"

namespace hearth::discovery {

// Platforms by component key.
using ComponentKeys = std::map<std::string, std::string>;

ComponentKeys keys_of(const Json& config);

// The entity ids that a payload wishes for.
std::vector<std::string> entity_ids_of(const Json& config);

// gone: components of an earlier payload on the same topic, which this one removes. They must be
// named once more with nothing but their platform; a payload without them follows.
Json device_config(const AgentView& agent, const ComponentKeys& gone = {});

}  // namespace hearth::discovery
