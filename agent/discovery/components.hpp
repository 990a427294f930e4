// The entities of the agent and of each model, as components of a discovery payload. Pure.
#pragma once

#include "discovery/component_list.hpp"

namespace hearth::discovery {

void add_agent_components(const AgentView& agent, ComponentList& list);
void add_model_components(const AgentView& agent, const ModelView& model, ComponentList& list);

}  // namespace hearth::discovery
