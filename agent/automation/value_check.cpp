#include "automation/value_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "automation/time_text.hpp"
#include "automation/yaml_value.hpp"
#include "domain/state_change.hpp"
#include "yaml/yaml_scalar.hpp"

namespace hearth::automation {

using Kind = YamlNode::Kind;

void ValueCheck::complain(const YamlNode& node, const std::string& path, const std::string& text) {
    problems_.push_back({.path = path, .text = text, .line = node.line});
}

bool ValueCheck::is_open(const YamlNode& node) {
    return !node.tag.empty() || (node.kind == Kind::kScalar && is_template(node.text));
}

bool ValueCheck::is_null(const YamlNode& node) {
    return node.kind == Kind::kNull ||
           (node.kind == Kind::kScalar && !node.quoted && value_of(node).is_null());
}

bool ValueCheck::check(const YamlNode& node, const std::string& path, const KeyRule& rule) {
    const std::string_view type = rule.type;
    const auto limit = [&](std::size_t i) -> std::optional<double> {
        int value = 0;
        if (i >= rule.words.size()) return std::nullopt;
        std::from_chars(rule.words[i].data(), rule.words[i].data() + rule.words[i].size(), value);
        return value;
    };
    if (type == "any") return true;
    if (type == "text" || type == "template")
        text(node, path);
    else if (type == "texts")
        one_or_list(node, path, &ValueCheck::text);
    else if (type == "boolean")
        boolean(node, path);
    else if (type == "integer")
        number(node, path, limit(0), limit(1), true);
    else if (type == "duration")
        duration(node, path);
    else if (type == "mapping")
        mapping(node, path);
    else if (type == "words" && node.kind == Kind::kList)
        for (std::size_t i = 0; i < node.items.size(); ++i)
            word(node.items[i], path + "/" + std::to_string(i), rule.words);
    else if (type == "word" || type == "words")
        word(node, path, rule.words);
    else if (type == "entities")
        entities(node, path, false);
    else if (type == "states")
        states(node, path);
    else if (type == "bound")
        bound(node, path);
    else if (type == "moment")
        moment(node, path);
    else if (type == "moments")
        one_or_list(node, path, &ValueCheck::start_moment);
    else if (type == "weekdays")
        one_or_list(node, path, &ValueCheck::weekday);
    else if (type == "pattern")
        pattern(node, path, static_cast<int>(limit(0).value_or(60)));
    else if (type == "zones" && node.kind == Kind::kList)
        for (std::size_t i = 0; i < node.items.size(); ++i)
            entity(node.items[i], path + "/" + std::to_string(i), "zone", false);
    else if (type == "zone" || type == "zones")
        entity(node, path, "zone", false);
    else if (type == "scene")
        entity(node, path, "scene", true);
    else
        return false;
    return true;
}

void ValueCheck::one_or_list(const YamlNode& node, const std::string& path, Each each) {
    if (node.kind != Kind::kList || !node.tag.empty()) return (this->*each)(node, path);
    if (node.items.empty()) complain(node, path, "is an empty list");
    for (std::size_t i = 0; i < node.items.size(); ++i)
        (this->*each)(node.items[i], path + "/" + std::to_string(i));
}

void ValueCheck::text(const YamlNode& node, const std::string& path) {
    if (is_open(node)) return;
    if (node.kind != Kind::kScalar) return complain(node, path, "must be text, not " + shown(node));
    const Json value = value_of(node);
    if (value.is_boolean())
        complain(node, path,
                 "must be text, but Home Assistant reads an unquoted " + node.text + " as " +
                     (value.get<bool>() ? "true" : "false") + "; write it in quotes");
}

void ValueCheck::boolean(const YamlNode& node, const std::string& path) {
    if (is_open(node)) return;
    if (node.kind == Kind::kScalar) {
        const Json value = node.quoted ? yaml_plain_value(node.text) : value_of(node);
        if (value.is_boolean()) return;
    }
    complain(node, path, "must be true or false, not " + shown(node));
}

void ValueCheck::number(const YamlNode& node, const std::string& path,
                        std::optional<double> minimum, std::optional<double> maximum, bool whole) {
    if (is_open(node)) return;
    const auto value = number_of(node);
    if (!value) return complain(node, path, "must be a number, not " + shown(node));
    if (whole && std::floor(*value) != *value)
        return complain(node, path, "must be a whole number, not " + shown(node));
    if ((!minimum || *value >= *minimum) && (!maximum || *value <= *maximum)) return;
    std::string range;
    if (minimum && maximum)
        range = "from " + number_text(*minimum) + " to " + number_text(*maximum);
    else if (minimum)
        range = "at least " + number_text(*minimum);
    else
        range = "at most " + number_text(*maximum);
    complain(node, path, "must be " + range + ", not " + shown(node));
}

void ValueCheck::mapping(const YamlNode& node, const std::string& path) {
    if (node.kind != Kind::kMap && !is_open(node))
        complain(node, path, "must be keys and values, not " + shown(node));
}

void ValueCheck::word(const YamlNode& node, const std::string& path,
                      const std::vector<std::string_view>& words) {
    if (is_open(node)) return;
    if (node.kind == Kind::kScalar &&
        std::find(words.begin(), words.end(), node.text) != words.end()) {
        // An unquoted off is a word that Home Assistant does not see.
        return text(node, path);
    }
    complain(node, path, "must be one of " + listed(words) + ", not " + shown(node));
}

void ValueCheck::states(const YamlNode& node, const std::string& path) {
    if (!is_null(node)) one_or_list(node, path, &ValueCheck::text);
}

void ValueCheck::bound(const YamlNode& node, const std::string& path) {
    if (is_open(node) || number_of(node)) return;
    if (node.kind == Kind::kScalar && is_entity_id(node.text)) {
        static constexpr std::array<std::string_view, 4> kDomains = {"input_number", "number",
                                                                     "sensor", "zone"};
        const std::string domain = domain_of(node.text);
        if (std::find(kDomains.begin(), kDomains.end(), domain) != kDomains.end())
            return entity(node, path, "", false);
    }
    complain(node, path,
             "must be a number, or an entity of input_number, number, sensor or zone, not " +
                 shown(node));
}

}  // namespace hearth::automation
