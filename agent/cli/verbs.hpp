// The verbs of the command line. Each function adds its verbs with their options to the tree and
// sets the invocation's action when one of them is given.
#pragma once

#include "cli/invocation.hpp"

namespace hearth::cli {

void add_query_verbs(CLI::App& app, Invocation& invocation);  // status, models, samples, why, …
// quality, lineage, drift, decisions, plan, schedule, promote, reject, approve, decline, pause,
// resume, forget
void add_learning_verbs(CLI::App& app, Invocation& invocation);
void add_suggestion_verbs(CLI::App& app,
                          Invocation& invocation);  // suggestions, suggestion, suggest, anomalies
void add_automation_verbs(CLI::App& app, Invocation& invocation);  // automations, import
void add_ask_verbs(CLI::App& app, Invocation& invocation);         // ask, ask-log, feedback
void add_settings_verbs(CLI::App& app, Invocation& invocation);    // settings, reset
void add_train_verb(CLI::App& app, Invocation& invocation);
void add_replay_verb(CLI::App& app, Invocation& invocation);
void add_simulate_verb(CLI::App& app, Invocation& invocation);
void add_evaluate_verb(CLI::App& app, Invocation& invocation);
void add_interpret_verb(CLI::App& app, Invocation& invocation);
void add_doctor_verb(CLI::App& app, Invocation& invocation);
void add_completion_verb(CLI::App& app, Invocation& invocation);

}  // namespace hearth::cli
