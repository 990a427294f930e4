#include "discovery/component_list.hpp"

#include "discovery/names.hpp"

namespace hearth::discovery {

ComponentList::ComponentList(const AgentView& agent)
    : id_(device_id(agent.client_id)), slug_(entity_slug(id_)) {}

void ComponentList::add(const std::string& platform, const std::string& key,
                        const std::string& name, const std::string& icon, Json rest) {
    rest["platform"] = platform;
    rest["unique_id"] = id_ + "_" + key;
    rest["name"] = name;
    rest["icon"] = icon;
    // The wish for an entity id: Home Assistant since 2025.10, and before.
    rest["default_entity_id"] = platform + "." + slug_ + "_" + key;
    rest["object_id"] = slug_ + "_" + key;
    components_[key] = std::move(rest);
}

std::string question_template() {
    return R"({"id":"ha-{{ (now().timestamp() * 1000) | int }}",)"
           R"("time":"{{ utcnow().isoformat() }}","text":{{ value | tojson }},)"
           R"("source":"home_assistant","wait":true})";
}

std::string command_template(const std::string& arguments) {
    std::string out = R"({"id":"ha-{{ (now().timestamp() * 1000) | int }}",)";
    out += R"("issued_at":"{{ utcnow().isoformat() }}")";
    if (!arguments.empty()) out += "," + arguments;
    return out + "}";
}

}  // namespace hearth::discovery
