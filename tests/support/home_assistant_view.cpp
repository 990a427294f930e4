#include "support/home_assistant_view.hpp"

#include <charconv>
#include <set>
#include <stdexcept>

#include "core/iso_time.hpp"
#include "core/utf8.hpp"
#include "support/discovery_rules.hpp"
#include "support/discovery_validator.hpp"

namespace hearth::test::discovery {

namespace {

constexpr std::size_t kLongestState = 255;

// {{ value_json.NAME }} or {{ value_json.NAME | tojson }}, and nothing around it.
std::string render(const std::string& text, const Json& value_json) {
    static const std::string begin = "{{ value_json.", as_json = " | tojson", end = " }}";
    if (!text.starts_with(begin) || !text.ends_with(end))
        throw std::runtime_error("unknown template: " + text);
    std::string name = text.substr(begin.size(), text.size() - begin.size() - end.size());
    const bool whole = name.ends_with(as_json);
    if (whole) name.resize(name.size() - as_json.size());
    const auto found = value_json.find(name);
    if (found == value_json.end())
        throw std::runtime_error("the message has nothing for the template " + text);
    if (whole) return found->dump();
    if (found->is_null()) return "None";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

void replace(std::string& text, std::string_view what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

bool is_number(const std::string& text) {
    double number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && stop == text.data() + text.size();
}

// The message of an update entity is a closed schema of its own. "on": something can be installed.
std::string state_of_update(const std::string& message, std::string& complaint) {
    static const std::set<std::string> known = {
        "installed_version", "latest_version", "title",       "release_summary",
        "release_url",       "entity_picture", "in_progress", "update_percentage"};
    const auto json = parse_json(message);
    if (!json || !json->is_object()) {
        complaint = "the state of an update is no JSON object";
        return "";
    }
    for (const auto& [key, value] : json->items()) {
        if (!known.contains(key)) complaint = "extra keys not allowed in an update: " + key;
        const bool is_text = key != "in_progress" && key != "update_percentage";
        if (is_text && !value.is_string()) complaint = key + " of an update is no text";
        if (is_text && value.is_string() && utf8_length(value.get<std::string>()) > kLongestState)
            complaint = key + " has more than 255 characters";
    }
    if (!json->contains("installed_version") || !json->contains("latest_version")) return "None";
    return (*json)["installed_version"] == (*json)["latest_version"] ? "off" : "on";
}

std::string complaint_about(const Entity& entity, const std::string& state) {
    const Json& config = entity.config;
    if (utf8_length(state) > kLongestState) return "the state has more than 255 characters";
    if (state == "None") return "";
    const bool numeric = entity.platform == "number" || config.contains("state_class") ||
                         config.contains("unit_of_measurement");
    if (numeric && !is_number(state)) return "'" + state + "' is no number";
    if (entity.platform == "switch" && state != config.value("state_on", "ON") &&
        state != config.value("state_off", "OFF"))
        return "'" + state + "' is neither on nor off";
    if (entity.platform == "select") {
        for (const Json& option : config["options"])
            if (option == state) return "";
        return "'" + state + "' is not among the options";
    }
    if (entity.platform == "number") {
        const double value = std::stod(state);
        if (value < config.value("min", 1.0) || value > config.value("max", 100.0))
            return state + " is out of range";
    }
    return "";
}

Json attributes_of(const Entity& entity, const Json& message, std::string& complaint) {
    if (!entity.config.contains("json_attributes_topic")) return {};
    const auto attributes = parse_json(
        render(json_string(entity.config, "json_attributes_template").value_or(""), message));
    if (!attributes || !attributes->is_object()) {
        complaint = "the attributes are no JSON object";
        return {};
    }
    for (const auto& [name, value] : attributes->items())
        if (attributes_never_taken_over().contains(name))
            complaint = "the attribute " + name + " is never taken over";
    return *attributes;
}

}  // namespace

std::vector<Entity> entities_of(const Json& payload) {
    std::vector<Entity> out;
    const Json root = expanded(payload);
    for (const auto& [key, value] : root.at("components").items()) {
        Entity entity;
        entity.key = key;
        entity.config = expanded(value);
        if (entity.config.size() == 1) continue;  // is removed
        entity.platform = json_string(entity.config, "platform").value_or("");
        entity.unique_id = json_string(entity.config, "unique_id").value_or("");
        entity.entity_id = json_string(entity.config, "default_entity_id").value_or("");
        entity.name = json_string(entity.config, "name").value_or("");
        out.push_back(std::move(entity));
    }
    return out;
}

Entity entity_of(const Json& payload, const std::string& key) {
    for (Entity& entity : entities_of(payload))
        if (entity.key == key) return std::move(entity);
    throw std::runtime_error("there is no component " + key);
}

Shown show(const Entity& entity, std::string_view payload) {
    Shown out;
    const auto message = parse_json(payload);
    if (!message || !message->is_object()) {
        out.complaint = "the state message is no JSON object";
        return out;
    }
    try {
        out.state = render(json_string(entity.config, "value_template").value_or(""), *message);
        if (entity.platform == "update") out.state = state_of_update(out.state, out.complaint);
        if (!out.complaint.empty()) return out;
        out.complaint = complaint_about(entity, out.state);
        out.attributes = attributes_of(entity, *message, out.complaint);
    } catch (const std::runtime_error& e) {
        out.complaint = e.what();
    }
    return out;
}

std::string command_of(const Entity& entity, const std::string& value, std::int64_t now_us) {
    // An update knows no template: what it sends is fixed.
    if (entity.platform == "update")
        return json_string(entity.config, "payload_install").value_or("");
    std::string out = json_string(entity.config, "command_template").value_or("{{ value }}");
    replace(out, "{{ value }}", value);
    replace(out, "{{ value | tojson }}", dump_json(value));
    replace(out, "{{ (now().timestamp() * 1000) | int }}", std::to_string(now_us / 1000));
    replace(out, "{{ utcnow().isoformat() }}", format_iso_time(now_us));
    if (out.find("{{") != std::string::npos) throw std::runtime_error("unknown template: " + out);
    return out;
}

}  // namespace hearth::test::discovery
