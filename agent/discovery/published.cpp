#include "discovery/published.hpp"

#include "discovery/topics.hpp"

namespace hearth::discovery {

Published published_by(const AgentView& agent, const Json& config) {
    Published out;
    out.configs[config_topic(agent)] = keys_of(config);
    out.states = {agent_topic(agent), diagnostics_topic(agent)};
    for (const ModelView& model : agent.models) out.states.insert(model_topic(agent, model.name));
    return out;
}

CleanUp clean_up(const Published& before, const Published& now) {
    CleanUp out;
    for (const auto& [topic, keys] : before.configs) {
        const auto kept = now.configs.find(topic);
        if (kept == now.configs.end()) {
            out.clear.push_back(topic);
            continue;
        }
        for (const auto& [key, platform] : keys)
            if (!kept->second.contains(key)) out.gone[key] = platform;
    }
    for (const std::string& topic : before.states)
        if (!now.states.contains(topic)) out.clear.push_back(topic);
    return out;
}

Json to_json(const Published& published) {
    return {{"configs", published.configs}, {"states", published.states}};
}

Published published_from_json(const Json& json) {
    Published out;
    if (!json.is_object()) return out;
    const Json configs = json.value("configs", Json::object());
    for (const auto& [topic, keys] : configs.items()) {
        ComponentKeys& known = out.configs[topic];
        if (!keys.is_object()) continue;
        for (const auto& [key, platform] : keys.items())
            if (platform.is_string()) known[key] = platform;
    }
    const Json states = json.value("states", Json::array());
    for (const Json& topic : states)
        if (topic.is_string()) out.states.insert(topic.get<std::string>());
    return out;
}

}  // namespace hearth::discovery
