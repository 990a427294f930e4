// The handlers of all commands, put into a registry.
#pragma once

#include "commands/agent_context.hpp"
#include "commands/command_registry.hpp"

namespace hearth::commands {

// status, models, samples, why, runs, predict: they only look.
void add_reading_commands(CommandRegistry& registry, const AgentContext& agent);

// quality, lineage, drift, decisions, plan: how the learning loop sees it.
void add_learning_commands(CommandRegistry& registry, const AgentContext& agent);

// schedule, promote, reject, approve, decline, pause, resume, forget: what it shall do.
void add_steering_commands(CommandRegistry& registry, const AgentContext& agent);

// settings, set, unset, guests, reset.
void add_settings_commands(CommandRegistry& registry, const AgentContext& agent);

// train, cancel, rollback, pin, unpin: they change something.
void add_acting_commands(CommandRegistry& registry, const AgentContext& agent);

// suggestions, suggestion, accept_suggestion, reject_suggestion, postpone_suggestion, suggest,
// suggest_domain.
void add_suggestion_commands(CommandRegistry& registry, const AgentContext& agent);
// anomalies: what is strange about the day.
void add_anomaly_commands(CommandRegistry& registry, const AgentContext& agent);
// automations, import_automations: what Home Assistant has already.
void add_automation_commands(CommandRegistry& registry, const AgentContext& agent);
// import_entities: what the entities of the home belong to.
void add_entity_commands(CommandRegistry& registry, const AgentContext& agent);
// ask, ask_again, ask_log, feedback: what people ask, and what they think of the answers.
void add_ask_commands(CommandRegistry& registry, const AgentContext& agent);

}  // namespace hearth::commands
