// What Hearth has left on the broker for Home Assistant, so that it can take away again what is
// gone: a model whose plugin was removed, another prefix, another client id. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "discovery/device_config.hpp"

namespace hearth::discovery {

struct Published {
    std::map<std::string, ComponentKeys> configs;  // by topic
    std::set<std::string> states;                  // retained topics
    bool operator==(const Published&) const = default;
};

// All that the agent leaves on the broker with this payload.
Published published_by(const AgentView& agent, const Json& config);

// What one has left and the other has not.
struct CleanUp {
    std::vector<std::string> clear;  // topics: an empty retained message removes them
    ComponentKeys gone;              // of a payload that goes on on the same topic
};
CleanUp clean_up(const Published& before, const Published& now);

Json to_json(const Published& published);
// What does not fit is left out.
Published published_from_json(const Json& json);

}  // namespace hearth::discovery
