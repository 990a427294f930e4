#include "support/component_check.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"
#include "support/discovery_rules.hpp"
#include "support/discovery_validator.hpp"

namespace hearth::test::discovery {

namespace {

constexpr std::size_t kLongestName = 255;

class ComponentCheck {
public:
    ComponentCheck(std::string key, const Json& component, std::vector<std::string>& problems)
        : key_(std::move(key)), component_(component), problems_(problems) {}

    void check() {
        const std::string name = json_string(component_, "platform").value_or("");
        if (!is_component(name)) return add("the platform '" + name + "' is not supported");
        if (component_.size() == 1) return;  // removes this one
        platform_ = platform(name);
        if (!platform_) return add("this check does not know the platform " + name);
        check_keys();
        check_ids(name);
        check_words(name);
        check_values();
        check_common(component_, key_, problems_);
        if (name == "sensor") check_sensor();
        if (name == "number" || name == "text") check_range(name);
        if (name == "select") check_options("options");
        if (name == "event") check_options("event_types");
    }

private:
    void add(const std::string& problem) { problems_.push_back(key_ + ": " + problem); }
    bool has(const char* key) const { return component_.contains(key); }
    std::string text(const char* key) const { return json_string(component_, key).value_or(""); }

    void check_keys() {
        for (const std::string& key : platform_->required)
            if (!has(key.c_str())) add("required key not provided: " + key);
        for (const auto& [key, value] : component_.items()) {
            const bool publishing = key == "command_template" || key == "retain";
            if (!component_keys().contains(key) && !platform_->known.contains(key) &&
                !(publishing && platform_->publishes))
                add("unknown key " + key);
        }
    }

    void check_ids(const std::string& name) {
        if (text("unique_id").empty()) add("unique_id is missing");
        if (has("default_entity_id")) {
            const std::string id = text("default_entity_id");
            if (!is_entity_id(id) || domain_of(id) != name)
                add("default_entity_id '" + id + "' is no entity id of a " + name);
        }
        if (!has("name")) return;
        const Json& friendly = component_["name"];
        if (!friendly.is_null() && (!friendly.is_string() || friendly.get<std::string>().empty() ||
                                    utf8_length(friendly.get<std::string>()) > kLongestName))
            add("the name is not a text of 1 to 255 characters");
    }

    void check_words(const std::string& name) {
        const std::string category = text("entity_category");
        if (has("entity_category") && category != "diagnostic" && category != "config")
            add("entity_category is diagnostic or config, not '" + category + "'");
        if (category == "config" && (name == "sensor" || name == "binary_sensor"))
            add("entity_category config is not allowed on a " + name);
        if (has("device_class") && !platform_->device_classes.contains(text("device_class")))
            add("device_class '" + text("device_class") + "' is none of a " + name);
        static const std::regex icon("[a-z0-9-]+:[a-z0-9-]+");
        if (has("icon") && !std::regex_match(text("icon"), icon))
            add("the icon is not of the form prefix:name");
    }

    void check_values() {
        for (const auto& [key, value] : component_.items()) {
            if (boolean_keys().contains(key) && !value.is_boolean())
                add(key + " is not true or false");
            if (template_keys().contains(key) && !is_template(value))
                add(key + " is no template: its braces do not match");
        }
    }

    static bool is_template(const Json& value) {
        if (!value.is_string()) return false;
        const std::string text = value;
        bool inside = false;
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            const std::string_view two(text.data() + i, 2);
            if (two == "{{" && std::exchange(inside, true)) return false;
            if (two == "}}" && inside) inside = false, ++i;
        }
        return !inside;
    }

    void check_sensor() {
        const std::string state_class = text("state_class"), device_class = text("device_class");
        static const std::set<std::string> classes = {"measurement", "measurement_angle", "total",
                                                      "total_increasing"};
        if (has("state_class") && !classes.contains(state_class))
            add("state_class '" + state_class + "' does not exist");
        if (device_class == "data_size" && text("unit_of_measurement") != "MB" &&
            text("unit_of_measurement") != "B" && text("unit_of_measurement") != "GB")
            add("data_size has no unit '" + text("unit_of_measurement") + "'");
        if (device_class == "duration" && text("unit_of_measurement") != "s" &&
            text("unit_of_measurement") != "min" && text("unit_of_measurement") != "h")
            add("duration has no unit '" + text("unit_of_measurement") + "'");
        if (!has("options")) return;
        if (device_class != "enum") add("options need device_class enum");
        if (has("unit_of_measurement") || has("state_class"))
            add("options go with neither unit nor state_class");
        check_options("options");
    }

    void check_range(const std::string& name) {
        const bool is_text = name == "text";
        const double low = number("min", is_text ? 0 : 1),
                     high = number("max", is_text ? 255 : 100);
        if (!(low < high)) add("min is not less than max");
        if (is_text && high > 255) add("max is more than 255");
        if (has("step") && !(number("step", 0) >= 1e-3)) add("step is less than 0.001");
        static const std::set<std::string> modes = {"auto", "box", "slider"};
        static const std::set<std::string> text_modes = {"text", "password"};
        if (has("mode") && !(is_text ? text_modes : modes).contains(text("mode")))
            add("mode '" + text("mode") + "' does not exist");
    }

    double number(const char* key, double fallback) {
        if (!has(key)) return fallback;
        if (!component_[key].is_number()) add(std::string(key) + " is no number");
        return json_number(component_, key).value_or(fallback);
    }

    void check_options(const char* key) {
        const Json list = component_.value(key, Json());
        std::set<std::string> seen;
        bool sound = list.is_array() && !list.empty();
        for (const Json& item : list)
            sound = sound && item.is_string() && !item.get<std::string>().empty() &&
                    seen.insert(item.get<std::string>()).second;
        if (!sound) add(std::string(key) + " is not a list of different texts");
    }

    std::string key_;
    const Json& component_;
    std::vector<std::string>& problems_;
    const Platform* platform_ = nullptr;
};

void check_availability(const Json& entry, const std::string& where,
                        std::vector<std::string>& problems) {
    static const std::set<std::string> allowed = {"topic", "payload_available",
                                                  "payload_not_available", "value_template"};
    if (!entry.is_object())
        return problems.push_back(where + ": availability is a list of objects");
    const Json full = expanded(entry);
    for (const auto& [key, value] : full.items())
        if (!allowed.contains(key))
            problems.push_back(where + ": extra keys not allowed in availability: " + key);
    if (!is_topic_filter(json_string(full, "topic").value_or("")))
        problems.push_back(where + ": availability without a valid topic");
}

}  // namespace

void check_common(const Json& object, const std::string& where,
                  std::vector<std::string>& problems) {
    for (const auto& [key, value] : object.items()) {
        const bool publishes = key == "command_topic";
        const bool subscribes = !publishes && key.ends_with("_topic");
        const std::string topic = value.is_string() ? value.get<std::string>() : "";
        if ((publishes && !is_topic_name(topic)) || (subscribes && !is_topic_filter(topic)))
            problems.push_back(where + ": " + key + " '" + topic + "' is no valid topic");
    }
    if (object.contains("qos")) {
        const auto qos = json_integer(object, "qos");
        if (!qos || *qos < 0 || *qos > 2) problems.push_back(where + ": qos is 0, 1 or 2");
    }
    static const std::set<std::string> modes = {"latest", "all", "any"};
    if (object.contains("availability_mode") &&
        !modes.contains(json_string(object, "availability_mode").value_or("")))
        problems.push_back(where + ": availability_mode is latest, all or any");
    if (!object.contains("availability")) return;
    if (object.contains("availability_topic"))
        problems.push_back(where + ": availability and availability_topic exclude each other");
    const Json& list = object["availability"];
    if (!list.is_array()) return problems.push_back(where + ": availability is not a list");
    for (const Json& entry : list) check_availability(entry, where, problems);
}

std::vector<std::string> problems_of_component(const std::string& key, const Json& component) {
    std::vector<std::string> problems;
    ComponentCheck(key, component, problems).check();
    return problems;
}

}  // namespace hearth::test::discovery
