// Times, days and the patterns of a clock.
#include <charconv>

#include "automation/time_text.hpp"
#include "automation/value_check.hpp"
#include "automation/yaml_value.hpp"
#include "domain/state_change.hpp"
#include "yaml/yaml_scalar.hpp"

namespace hearth::automation {

using Kind = YamlNode::Kind;

void ValueCheck::duration(const YamlNode& node, const std::string& path) {
    if (is_open(node) || parse_duration(json_of_yaml(node))) return;
    if (node.kind == Kind::kMap)
        for (const YamlMember& member : node.members)
            if (is_open(member.value)) return;
    complain(node, path,
             "must be a time such as \"00:05:00\", seconds, or days, hours, minutes, seconds and "
             "milliseconds, not " +
                 shown(node));
}

void ValueCheck::moment(const YamlNode& node, const std::string& path) {
    if (!node.tag.empty()) return;
    if (node.kind == Kind::kScalar) {
        const Json value = value_of(node);
        if (value.is_string() && parse_time_of_day(node.text)) return;
        const std::string domain = is_entity_id(node.text) ? domain_of(node.text) : "";
        if (domain == "input_datetime" || domain == "sensor" || domain == "time")
            return entity(node, path, "", false);
        if (value.is_number() && parse_time_of_day(node.text))
            return complain(node, path,
                            "must be in quotes: Home Assistant reads an unquoted " + node.text +
                                " as the number " + number_text(value.get<double>()));
    }
    complain(
        node, path,
        "must be a time such as \"07:30:00\", or an input_datetime or sensor, not " + shown(node));
}

void ValueCheck::start_moment(const YamlNode& node, const std::string& path) {
    if (node.kind != Kind::kMap) {
        if (!is_open(node)) moment(node, path);
        return;
    }
    const YamlNode* holder = yaml_member(node, "entity_id");
    if (holder == nullptr) return complain(node, path + "/entity_id", "is missing");
    moment(*holder, path + "/entity_id");
    for (const YamlMember& member : node.members)
        if (member.key == "offset")
            duration(member.value, path + "/offset");
        else if (member.key != "entity_id")
            complain(member.value, path + "/" + member.key, "is no key of a time with an offset");
}

void ValueCheck::weekday(const YamlNode& node, const std::string& path) {
    if (is_open(node)) return;
    if (node.kind == Kind::kScalar && is_weekday(node.text)) return;
    complain(node, path, "must be of mon, tue, wed, thu, fri, sat, sun, not " + shown(node));
}

// A number below `end`, "/5" for each fifth, or "*"; no leading zeros.
void ValueCheck::pattern(const YamlNode& node, const std::string& path, int end) {
    if (!node.tag.empty()) return;
    if (node.kind == Kind::kScalar) {
        std::string_view text = node.text;
        if (text == "*") return;
        if (text.starts_with('/')) text.remove_prefix(1);
        int value = 0;
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool zeros = text.size() > 1 && text[0] == '0';
        if (!text.empty() && error == std::errc() && rest == text.data() + text.size() && !zeros &&
            value >= 0 && value < end)
            return;
    }
    complain(node, path,
             "must be a number below " + std::to_string(end) +
                 " without leading zeros, \"/\" and such a number, or \"*\", not " + shown(node));
}

}  // namespace hearth::automation
