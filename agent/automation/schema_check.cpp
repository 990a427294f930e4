#include "automation/schema_check.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/utf8.hpp"

namespace hearth::automation {

using Kind = YamlNode::Kind;

namespace {

constexpr std::string_view kTriggerKeys =
    "trigger: any; platform: any; id: text; alias: text; "
    "enabled: boolean; variables: mapping";
constexpr std::string_view kConditionKeys = "condition: any; alias: text; enabled: boolean";
constexpr std::string_view kActionKeys =
    "alias: text; enabled: boolean; continue_on_error: boolean";

std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : path + "/" + std::string(key);
}

bool has(const YamlNode& node, std::string_view key) { return yaml_member(node, key) != nullptr; }

std::optional<double> plain_number(const YamlNode* node) {
    if (node == nullptr || node->kind != Kind::kScalar) return std::nullopt;
    double out = 0;
    const char *begin = node->text.data(), *end = begin + node->text.size();
    const auto [rest, error] = std::from_chars(begin, end, out);
    if (error != std::errc() || rest != end) return std::nullopt;
    return out;
}

// "light.turned_on", a kind that an integration brings.
bool is_dotted_kind(const std::string& kind) {
    const std::size_t dot = kind.find('.');
    return dot != std::string::npos && dot > 0 && dot + 1 < kind.size() &&
           kind.find('.', dot + 1) == std::string::npos;
}

}  // namespace

void SchemaCheck::automation(const YamlNode& node, const std::string& path) {
    if (!is_mapping(node, path, "an automation")) return;
    spelling(node, path, "triggers", "trigger");
    spelling(node, path, "conditions", "condition");
    spelling(node, path, "actions", "action");
    keys(node, path, automation_keys(), "");
    if (has(node, "use_blueprint")) return;
    for (const auto& [now, before] : {std::pair{"triggers", "trigger"}, {"actions", "action"}})
        if (!has(node, now) && !has(node, before))
            values_.complain(node, below(path, now), "is missing");
    const YamlNode* mode = yaml_member(node, "mode");
    const bool many = mode != nullptr && (mode->text == "queued" || mode->text == "parallel");
    if (const YamlNode* max = yaml_member(node, "max"); max != nullptr && !many)
        values_.complain(*max, below(path, "max"), "has a meaning in mode queued or parallel only");
}

bool SchemaCheck::is_mapping(const YamlNode& node, const std::string& path, const char* what) {
    if (node.kind == Kind::kMap) return true;
    values_.complain(node, path, std::string("is not ") + what + ": keys and values are expected");
    return false;
}

std::string_view SchemaCheck::spelling(const YamlNode& node, const std::string& path,
                                       std::string_view now, std::string_view before) {
    if (has(node, now) && has(node, before))
        values_.complain(node, below(path, before),
                         "'" + std::string(now) + "' and '" + std::string(before) +
                             "' are two spellings of one key; give one of them");
    return has(node, now) ? now : before;
}

void SchemaCheck::list(const YamlNode& node, const std::string& path, Part part) {
    if (ValueCheck::is_null(node) || !node.tag.empty()) return;
    if (node.kind != Kind::kList) return (this->*part)(node, path);
    for (std::size_t i = 0; i < node.items.size(); ++i)
        (this->*part)(node.items[i], path + "/" + std::to_string(i));
}

void SchemaCheck::keys(const YamlNode& node, const std::string& path, const KindRow& row,
                       std::string_view common) {
    std::vector<KeyRule> rules = rules_of(row.keys);
    const std::size_t own = rules.size();
    for (KeyRule& rule : rules_of(common)) rules.push_back(std::move(rule));
    std::set<std::string> seen;
    for (const YamlMember& member : node.members) {
        const std::string place = below(path, member.key);
        if (!seen.insert(member.key).second) {
            values_.complain(member.value, place, "is given twice");
            continue;
        }
        const auto rule = std::find_if(rules.begin(), rules.end(),
                                       [&](const KeyRule& one) { return one.name == member.key; });
        if (rule != rules.end())
            value(member.value, place, *rule);
        else if (!row.open)
            values_.complain(member.value, below(path, utf8_excerpt(member.key, 60)),
                             "is no key of " + std::string(row.kind));
    }
    for (std::size_t i = 0; i < own; ++i)
        if (rules[i].required && !has(node, rules[i].name))
            values_.complain(node, below(path, rules[i].name), "is missing");
    const std::vector<std::string_view> needs = words_of(row.needs);
    if (needs.empty() || std::any_of(needs.begin(), needs.end(),
                                     [&](std::string_view key) { return has(node, key); }))
        return;
    std::string words;
    for (const std::string_view key : needs)
        words += (words.empty() ? "" : " or ") + ("'" + std::string(key) + "'");
    values_.complain(node, path, std::string(row.kind) + " needs " + words);
}

void SchemaCheck::value(const YamlNode& node, const std::string& path, const KeyRule& rule) {
    if (rule.required && ValueCheck::is_null(node) && rule.type != "states")
        return values_.complain(node, path, "is empty");
    if (values_.check(node, path, rule)) return;
    if (rule.type == "triggers")
        list(node, path, &SchemaCheck::trigger);
    else if (rule.type == "conditions")
        list(node, path, &SchemaCheck::condition);
    else if (rule.type == "actions")
        list(node, path, &SchemaCheck::action);
    else if (rule.type == "branches")
        list(node, path, &SchemaCheck::branch);
    else if (rule.type == "repeat")
        repeat(node, path);
    else if (rule.type == "blueprint")
        blueprint(node, path);
    else if (rule.type == "trace" && is_mapping(node, path, "a trace setting"))
        keys(node, path, {"trace", "stored_traces: integer 0 1000000"}, "");
}

void SchemaCheck::trigger(const YamlNode& node, const std::string& path) {
    if (!is_mapping(node, path, "a trigger")) return;
    const std::string_view key = spelling(node, path, "trigger", "platform");
    const YamlNode* kind = yaml_member(node, key);
    if (kind == nullptr || kind->kind != Kind::kScalar)
        return values_.complain(node, path, "has no kind: 'trigger: state' or the like");
    const KindRow* row = find_trigger_kind(kind->text);
    if (row != nullptr) {
        keys(node, path, *row, kTriggerKeys);
        bounds(node, path);
        if (row->kind == "state") states(node, path);
    } else if (is_dotted_kind(kind->text)) {
        target_options(node, path, kTriggerKeys);
    } else {
        values_.complain(*kind, below(path, key),
                         "Home Assistant has no trigger '" + utf8_excerpt(kind->text, 60) + "'");
    }
}

void SchemaCheck::condition(const YamlNode& node, const std::string& path) {
    if (node.kind == Kind::kScalar) {
        if (!ValueCheck::is_open(node))
            values_.complain(node, path, "is neither a condition nor a template with {{ … }}");
        return;
    }
    if (!is_mapping(node, path, "a condition")) return;
    const YamlNode* kind = yaml_member(node, "condition");
    if (kind == nullptr)
        for (const std::string_view word : {"and", "or", "not"})
            if (has(node, word)) return shorthand(node, path, word);
    if (kind == nullptr || kind->kind != Kind::kScalar)
        return values_.complain(node, path, "has no kind: 'condition: state' or the like");
    const KindRow* row = find_condition_kind(kind->text);
    if (row != nullptr) {
        keys(node, path, *row, kConditionKeys);
        bounds(node, path);
        if (row->kind == "state") states(node, path);
    } else if (is_dotted_kind(kind->text)) {
        target_options(node, path, kConditionKeys);
    } else if (!ValueCheck::is_open(*kind)) {
        values_.complain(*kind, below(path, "condition"),
                         "Home Assistant has no condition '" + utf8_excerpt(kind->text, 60) + "'");
    }
}

// "and: […]"
void SchemaCheck::shorthand(const YamlNode& node, const std::string& path, std::string_view word) {
    const std::string rule = std::string(word) + "*: conditions";
    keys(node, path, {word, rule}, kConditionKeys);
}

void SchemaCheck::target_options(const YamlNode& node, const std::string& path,
                                 std::string_view common) {
    keys(node, path, {"this kind", "target: mapping; options: mapping"}, common);
}

// Nothing is above 30 and below 20.
void SchemaCheck::bounds(const YamlNode& node, const std::string& path) {
    const auto above = plain_number(yaml_member(node, "above")),
               under = plain_number(yaml_member(node, "below"));
    if (above && under && *above >= *under)
        values_.complain(node, path,
                         "nothing is above " + yaml_member(node, "above")->text + " and below " +
                             yaml_member(node, "below")->text);
}

void SchemaCheck::states(const YamlNode& node, const std::string& path) {
    const YamlNode* entities = yaml_member(node, "entity_id");
    if (entities == nullptr || has(node, "attribute")) return;
    for (const std::string_view key : {"from", "to", "not_from", "not_to", "state"})
        if (const YamlNode* found = yaml_member(node, key))
            values_.states_of(*found, below(path, key), *entities);
}

void SchemaCheck::action(const YamlNode& node, const std::string& path) {
    if (node.kind == Kind::kScalar) return condition(node, path);
    if (!is_mapping(node, path, "an action")) return;
    for (const std::string_view kind : action_kinds()) {
        if (!has(node, kind)) continue;
        const KindRow& row = *find_action_kind(kind);
        if (kind == "condition" || kind == "and" || kind == "or" || kind == "not") {
            YamlNode plain = node;
            std::erase_if(plain.members, [](const YamlMember& member) {
                return member.key == "continue_on_error";
            });
            return condition(plain, path);
        }
        if (kind == "action") spelling(node, path, "action", "service");
        keys(node, path, row, kActionKeys);
        if (kind == "action" || kind == "service") services_.check(node, path, kind);
        return;
    }
    values_.complain(node, path,
                     "is no action: none of action, delay, choose, if, condition, … is there");
}

void SchemaCheck::branch(const YamlNode& node, const std::string& path) {
    if (is_mapping(node, path, "a choice"))
        keys(node, path, {"a choice", "conditions*: conditions; sequence*: actions"},
             "alias: text; enabled: boolean");
}

void SchemaCheck::repeat(const YamlNode& node, const std::string& path) {
    if (is_mapping(node, path, "a repetition"))
        keys(node, path,
             {"repeat",
              "count: integer 0; while: conditions; until: conditions; for_each: any; "
              "sequence*: actions",
              "count while until for_each"},
             "");
}

void SchemaCheck::blueprint(const YamlNode& node, const std::string& path) {
    if (is_mapping(node, path, "the use of a blueprint"))
        keys(node, path, {"use_blueprint", "path*: text; input: mapping"}, "");
}

}  // namespace hearth::automation
