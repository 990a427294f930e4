// The schema of Home Assistant's automations as tables: which keys each kind of trigger, condition
// and action takes, and of what type their values are.
#pragma once

#include <string_view>
#include <vector>

namespace hearth::automation {

struct KeyRule {
    std::string_view name;
    bool required = false;
    std::string_view type;                  // see ValueCheck and SchemaCheck
    std::vector<std::string_view> words{};  // for the types "word" and "words"
};

struct KindRow {
    std::string_view kind;
    std::string_view keys;     // "entity_id*: entities; for: duration", where * marks the required
    std::string_view needs{};  // one of these keys at least: "above below"
    bool open = false;         // other keys are allowed too
};

// nullptr: Home Assistant has no such kind.
const KindRow* find_trigger_kind(std::string_view kind);
const KindRow* find_condition_kind(std::string_view kind);
// By the key that says what an action is, such as "delay".
const KindRow* find_action_kind(std::string_view key);
// The keys that say what an action is; the first one that is there decides.
std::vector<std::string_view> action_kinds();
// The keys of an automation.
const KindRow& automation_keys();

std::vector<KeyRule> rules_of(std::string_view keys);
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace hearth::automation
