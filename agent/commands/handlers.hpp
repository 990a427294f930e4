// The handlers of all commands, put into a registry.
#pragma once

#include "commands/agent_context.hpp"
#include "commands/command_registry.hpp"

namespace hearth::commands {

// status, models, samples, why, runs, predict: they only look.
void add_reading_commands(CommandRegistry& registry, const AgentContext& agent);

// quality, lineage, drift, decisions, plan, schedule, promote, reject, pause, resume, forget.
void add_learning_commands(CommandRegistry& registry, const AgentContext& agent);

// settings, set, unset, guests, reset.
void add_settings_commands(CommandRegistry& registry, const AgentContext& agent);

// train, cancel, rollback, pin, unpin: they change something.
void add_acting_commands(CommandRegistry& registry, const AgentContext& agent);

}  // namespace hearth::commands
