#include "support/discovery_validator.hpp"

#include <algorithm>
#include <set>

#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"
#include "support/component_check.hpp"
#include "support/discovery_rules.hpp"

namespace hearth::test::discovery {

namespace {

constexpr JsonLimits kLimits{8 * 1024 * 1024, 64};

bool is_discovery_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) || c == '_' || c == '-';
    });
}

class DeviceCheck {
public:
    std::vector<std::string> take() { return std::move(problems_); }

    void check(std::string_view topic, std::string_view payload, std::string_view prefix) {
        check_topic(topic, prefix);
        if (payload.empty()) return;  // removes all
        const auto parsed = parse_json(payload, kLimits);
        if (!parsed) return add("Unable to parse JSON: " + parsed.error().text);
        if (!parsed->is_object()) return add("the payload is not a JSON object");
        const Json root = expanded(*parsed);
        for (const char* key : {"device", "components", "origin"})
            if (!root.contains(key))
                add(std::string("required key not provided @ data['") + key + "']");
        for (const auto& [key, value] : root.items())
            if (key != "device" && key != "components" && key != "origin" &&
                !root_keys().contains(key))
                add("extra keys not allowed @ data['" + key + "']");
        check_closed(root, "device", device_abbreviations());
        check_closed(root, "origin", origin_abbreviations());
        if (root.contains("device") && root["device"].is_object()) check_device(root["device"]);
        if (root.contains("origin") && root["origin"].is_object() &&
            !json_string(root["origin"], "name"))
            add("required key not provided @ data['origin']['name']");
        check_common(root, "the root", problems_);
        if (root.contains("components")) check_components(root["components"]);
    }

private:
    void add(std::string problem) { problems_.push_back(std::move(problem)); }

    void check_topic(std::string_view topic, std::string_view prefix) {
        const std::string start = std::string(prefix) + "/device/";
        const bool framed = topic.starts_with(start) && topic.ends_with("/config") &&
                            topic.size() > start.size() + 7;
        std::string_view id = framed ? topic.substr(start.size(), topic.size() - start.size() - 7)
                                     : std::string_view();
        if (const auto slash = id.find('/'); slash != std::string_view::npos)
            if (is_discovery_id(id.substr(0, slash))) id = id.substr(slash + 1);
        if (!is_discovery_id(id)) add("illegal discovery topic " + std::string(topic));
    }

    void check_closed(const Json& root, const char* part, const Abbreviations& allowed) {
        if (!root.contains(part)) return;
        if (!root[part].is_object()) return add(std::string(part) + " is not an object");
        for (const auto& [key, value] : root[part].items())
            if (!allowed.contains(key))
                add(std::string("extra keys not allowed @ data['") + part + "']['" + key + "']");
    }

    void check_device(const Json& device) {
        bool named = false;
        for (const auto& [short_key, value] : device.items()) {
            const std::string& key = device_abbreviations().contains(short_key)
                                         ? device_abbreviations().at(short_key)
                                         : short_key;
            const bool is_list = key == "identifiers" || key == "connections";
            if (is_list) named = named || (!value.empty() && !value.is_null());
            if (!is_list && !value.is_string()) add("device " + key + " is not text");
            if (key == "identifiers" && !value.is_string() && !value.is_array())
                add("device identifiers are text or a list of texts");
            if (key == "connections" && !are_pairs(value))
                add("device connections are a list of [type, id]");
            if (key == "configuration_url" && value.is_string() && !is_url(value))
                add("device configuration_url is no http, https or homeassistant address");
        }
        if (!named) add("the device has neither identifiers nor connections");
    }

    static bool are_pairs(const Json& value) {
        return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& pair) {
                   return pair.is_array() && pair.size() == 2;
               });
    }
    static bool is_url(const std::string& text) {
        for (const char* scheme : {"http://", "https://", "homeassistant://"})
            if (text.starts_with(scheme)) return true;
        return false;
    }

    void check_components(const Json& components) {
        if (!components.is_object()) return add("components is not an object");
        std::set<std::string> unique_ids;
        for (const auto& [key, value] : components.items()) {
            if (!value.is_object()) {
                add(key + ": is not an object");
                continue;
            }
            const Json component = expanded(value);
            for (std::string& problem : problems_of_component(key, component))
                add(std::move(problem));
            const std::string id = json_string(component, "unique_id").value_or("");
            const std::string platform = json_string(component, "platform").value_or("");
            if (!id.empty() && !unique_ids.insert(platform + " " + id).second)
                add(key + ": another " + platform + " has the unique_id " + id);
        }
    }

    std::vector<std::string> problems_;
};

}  // namespace

Json expanded(const Json& component) {
    Json out = Json::object();
    for (const auto& [key, value] : component.items()) {
        const auto found = abbreviations().find(key);
        out[found == abbreviations().end() ? key : found->second] = value;
    }
    return out;
}

std::vector<std::string> problems_of(std::string_view topic, std::string_view payload,
                                     std::string_view prefix) {
    DeviceCheck check;
    check.check(topic, payload, prefix);
    return check.take();
}

}  // namespace hearth::test::discovery
