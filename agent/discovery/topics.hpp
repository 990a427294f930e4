// The topics that Home Assistant and Hearth meet on. Pure.
#pragma once

#include <string>

#include "discovery/agent_view.hpp"

namespace hearth::discovery {

// <prefix>/device/<device id>/config
std::string config_topic(const AgentView& agent);

std::string availability_topic(const AgentView& agent);
// <base>/ask/query, on which questions go to whoever answers.
std::string ask_topic(const AgentView& agent);
std::string command_topic(const AgentView& agent, const std::string& command);

// Retained JSON objects that the entities read their states from.
std::string agent_topic(const AgentView& agent);
std::string diagnostics_topic(const AgentView& agent);
std::string model_topic(const AgentView& agent, const std::string& model);
// Not retained: a prediction is about now.
// Not retained, as Home Assistant wants of events.
std::string suggestion_topic(const AgentView& agent);
std::string anomaly_topic(const AgentView& agent);
// Not retained: what people ask is nobody else's business.
std::string question_topic(const AgentView& agent);
// Not retained: a prediction is about now.
std::string prediction_topic(const AgentView& agent, const std::string& model);

}  // namespace hearth::discovery
