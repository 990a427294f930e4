#include "automation/value_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "automation/service_table.hpp"
#include "automation/time_text.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"
#include "yaml/yaml_scalar.hpp"

namespace hearth::automation {

namespace {

using Kind = YamlNode::Kind;

std::string shown(const YamlNode& node) {
    constexpr std::size_t kMost = 40;
    if (node.kind == Kind::kMap) return "keys and values";
    if (node.kind == Kind::kList) return "a list";
    if (node.kind == Kind::kNull) return "nothing";
    return "'" + utf8_excerpt(node.text, kMost) + "'";
}

Json value_of(const YamlNode& node) {
    return node.quoted ? Json(node.text) : yaml_plain_value(node.text);
}

std::optional<double> number_of(const YamlNode& node) {
    if (node.kind != Kind::kScalar) return std::nullopt;
    const Json value = value_of(node);
    if (value.is_number()) return value.get<double>();
    if (!value.is_string()) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
        !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string number_text(double value) {
    std::string out = dump_json(Json(value));
    return out.ends_with(".0") ? out.substr(0, out.size() - 2) : out;
}

std::string listed(const std::vector<std::string_view>& words) {
    std::string out;
    for (const std::string_view one : words) out += (out.empty() ? "" : ", ") + std::string(one);
    return out;
}

}  // namespace

std::vector<std::string> entity_ids_of(const YamlNode& node) {
    std::vector<std::string> out;
    if (node.kind == Kind::kList) {
        for (const YamlNode& item : node.items)
            for (std::string& id : entity_ids_of(item)) out.push_back(std::move(id));
        return out;
    }
    if (node.kind != Kind::kScalar || ValueCheck::is_open(node)) return out;
    for (std::size_t begin = 0; begin <= node.text.size();) {
        const std::size_t comma = std::min(node.text.find(',', begin), node.text.size());
        std::string id = node.text.substr(begin, comma - begin);
        id.erase(0, std::min(id.find_first_not_of(" \n"), id.size()));
        id.erase(id.find_last_not_of(" \n") + 1);
        out.push_back(std::move(id));
        begin = comma + 1;
    }
    return out;
}

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
    else if (type == "word")
        word(node, path, rule.words);
    else if (type == "words" && node.kind == Kind::kList)
        for (std::size_t i = 0; i < node.items.size(); ++i)
            word(node.items[i], path + "/" + std::to_string(i), rule.words);
    else if (type == "words")
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
    else if (type == "zone")
        entity(node, path, "zone", false);
    else if (type == "zones" && node.kind == Kind::kList)
        for (std::size_t i = 0; i < node.items.size(); ++i)
            entity(node.items[i], path + "/" + std::to_string(i), "zone", false);
    else if (type == "zones")
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

void ValueCheck::entity_id(const YamlNode& node, const std::string& id, const std::string& path,
                           std::string_view domain) {
    if (!is_entity_id(id))
        return complain(node, path,
                        "'" + utf8_excerpt(id, 60) + "' is no entity id such as light.kitchen");
    if (!domain.empty() && domain_of(id) != domain)
        return complain(node, path, "must be a " + std::string(domain) + ", not " + id);
    if (catalogue_ != nullptr && !catalogue_->has_entity(id))
        complain(node, path, "there is no entity " + id + " in this home");
}

void ValueCheck::entity(const YamlNode& node, const std::string& path, std::string_view domain,
                        bool templates) {
    if (!node.tag.empty() || (templates && is_open(node))) return;
    if (node.kind != Kind::kScalar)
        return complain(node, path, "must be an entity id, not " + shown(node));
    entity_id(node, node.text, path, domain);
}

void ValueCheck::entities(const YamlNode& node, const std::string& path, bool templates) {
    if (!node.tag.empty() || (templates && is_open(node))) return;
    if (node.kind == Kind::kList) {
        if (node.items.empty()) complain(node, path, "is an empty list");
        for (std::size_t i = 0; i < node.items.size(); ++i)
            entity(node.items[i], path + "/" + std::to_string(i), "", templates);
    } else if (node.kind == Kind::kScalar && !is_open(node)) {
        for (const std::string& id : entity_ids_of(node)) entity_id(node, id, path, "");
    } else {
        entity(node, path, "", templates);
    }
}

void ValueCheck::state_word(const YamlNode& node, const std::string& path,
                            const std::string& entity) {
    if (node.kind != Kind::kScalar || is_open(node) || value_of(node).is_boolean()) return;
    const std::string& state = node.text;
    if (state == "unknown" || state == "unavailable") return;
    const std::string domain = domain_of(entity);
    if (is_numeric_domain(domain)) {
        if (!number_of(node))
            complain(node, path, "the state of a " + domain + " is a number, never " + shown(node));
        return;
    }
    std::vector<std::string_view> words = states_of_domain(domain);
    std::vector<std::string> more;
    if (catalogue_ != nullptr) more = catalogue_->more_states_of(entity);
    words.insert(words.end(), more.begin(), more.end());
    if (words.empty() || std::find(words.begin(), words.end(), state) != words.end()) return;
    complain(
        node, path,
        "the state of " + entity + " is never " + shown(node) + "; it can be " + listed(words));
}

void ValueCheck::states_of(const YamlNode& node, const std::string& path,
                           const YamlNode& entities) {
    if (is_null(node) || !node.tag.empty()) return;
    for (const std::string& entity : entity_ids_of(entities)) {
        if (!is_entity_id(entity)) continue;
        if (node.kind != Kind::kList) {
            state_word(node, path, entity);
            continue;
        }
        for (std::size_t i = 0; i < node.items.size(); ++i)
            state_word(node.items[i], path + "/" + std::to_string(i), entity);
    }
}

}  // namespace hearth::automation
