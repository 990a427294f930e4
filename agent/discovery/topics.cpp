#include "discovery/topics.hpp"

#include "discovery/names.hpp"

namespace hearth::discovery {

std::string config_topic(const AgentView& agent) {
    return agent.prefix + "/device/" + device_id(agent.client_id) + "/config";
}

std::string availability_topic(const AgentView& agent) { return agent.base_topic + "/status"; }

std::string command_topic(const AgentView& agent, const std::string& command) {
    return agent.base_topic + "/command/" + command;
}

std::string agent_topic(const AgentView& agent) { return agent.base_topic + "/entities/agent"; }

std::string diagnostics_topic(const AgentView& agent) {
    return agent.base_topic + "/entities/diagnostics";
}

std::string model_topic(const AgentView& agent, const std::string& model) {
    return agent.base_topic + "/entities/models/" + model;
}

std::string suggestion_topic(const AgentView& agent) {
    return agent.base_topic + "/entities/suggestion";
}

std::string ask_topic(const AgentView& agent) { return agent.base_topic + "/ask/query"; }

std::string question_topic(const AgentView& agent) {
    return agent.base_topic + "/entities/question";
}
std::string anomaly_topic(const AgentView& agent) { return agent.base_topic + "/entities/anomaly"; }

std::string prediction_topic(const AgentView& agent, const std::string& model) {
    return agent.base_topic + "/entities/predictions/" + model;
}

}  // namespace hearth::discovery
