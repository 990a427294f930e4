#include "discovery/device_config.hpp"

#include "discovery/components.hpp"
#include "discovery/names.hpp"
#include "discovery/topics.hpp"

namespace hearth::discovery {

namespace {

Json device(const AgentView& agent) {
    const std::string id = device_id(agent.client_id);
    std::string name = "Hearth";
    if (id != "hearth") name += " " + id;
    if (agent.simulated) name += " (simulated home)";
    return {{"identifiers", {id}},
            {"name", name},
            {"manufacturer", "Hearth"},
            {"model", agent.simulated ? "Edge agent of a simulated home" : "Edge agent"},
            {"sw_version", agent.version}};
}

}  // namespace

ComponentKeys keys_of(const Json& config) {
    ComponentKeys out;
    for (const auto& [key, component] : config.at("components").items())
        out[key] = json_string(component, "platform").value_or("");
    return out;
}

std::vector<std::string> entity_ids_of(const Json& config) {
    std::vector<std::string> out;
    for (const auto& [key, component] : config.at("components").items())
        if (auto id = json_string(component, "default_entity_id")) out.push_back(*std::move(id));
    return out;
}

Json device_config(const AgentView& agent, const ComponentKeys& gone) {
    ComponentList list(agent);
    add_agent_components(agent, list);
    for (const ModelView& model : agent.models) add_model_components(agent, model, list);
    Json components = list.take();
    for (const auto& [key, platform] : gone)
        if (!components.contains(key)) components[key] = {{"platform", platform}};
    return {{"device", device(agent)},
            {"origin", {{"name", "Hearth"}, {"sw_version", agent.version}}},
            {"availability", {{{"topic", availability_topic(agent)}}}},
            {"components", std::move(components)}};
}

}  // namespace hearth::discovery
