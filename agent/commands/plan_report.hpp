// Gathers what a retraining plan needs, and makes it.
#pragma once

#include "commands/agent_context.hpp"
#include "commands/command_registry.hpp"
#include "learning/plan_facts.hpp"

namespace hearth::commands {

// {"plan":{…},"markdown":"…"}; answers later, once the samples have been looked through. kNotFound.
void make_plan(const AgentContext& agent, const learning::PlanRequest& request, const Reply& reply);

// What the model's rows have to be good for.
learning::QualityNeeds quality_needs(const AgentContext& agent, const Manifest& manifest);

}  // namespace hearth::commands
