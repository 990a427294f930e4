#include "automation/schema_tables.hpp"

#include <algorithm>
#include <iterator>

#include "automation/table_text.hpp"

namespace hearth::automation {

namespace {

constexpr KindRow kTriggers[] = {
    {"state",
     "entity_id*: entities; from: states; to: states; not_from: states; not_to: states; "
     "attribute: text; for: duration"},
    {"numeric_state",
     "entity_id*: entities; above: bound; below: bound; attribute: text; value_template: template; "
     "for: duration",
     "above below"},
    {"time", "at*: moments; weekday: weekdays"},
    {"time_pattern", "hours: pattern 24; minutes: pattern 60; seconds: pattern 60",
     "hours minutes seconds"},
    {"sun", "event*: word sunrise sunset; offset: duration"},
    {"zone", "entity_id*: entities; zone*: zone; event*: word enter leave"},
    {"geo_location", "source*: text; zone*: zone; event*: word enter leave"},
    {"template", "value_template*: template; for: duration"},
    {"event", "event_type*: texts; event_data: mapping; context: mapping"},
    {"mqtt",
     "topic*: text; payload: text; value_template: template; encoding: text; qos: integer 0 2"},
    {"homeassistant", "event*: word start shutdown"},
    {"webhook", "webhook_id*: text; allowed_methods: words POST PUT GET HEAD; local_only: boolean"},
    {"calendar", "entity_id*: entities; event*: word start end; offset: duration"},
    {"tag", "tag_id*: texts; device_id: texts"},
    {"conversation", "command*: texts"},
    {"persistent_notification",
     "notification_id: text; update_type: words added removed current updated"},
    {"device", "device_id*: text; domain*: text; type*: text", "", true},
};

constexpr KindRow kConditions[] = {
    {"state",
     "entity_id*: entities; state*: states; attribute: text; for: duration; match: word all any"},
    {"numeric_state",
     "entity_id*: entities; above: bound; below: bound; attribute: text; value_template: template",
     "above below"},
    {"time", "after: moment; before: moment; weekday: weekdays", "after before weekday"},
    {"sun",
     "after: word sunrise sunset; before: word sunrise sunset; after_offset: duration; "
     "before_offset: duration",
     "after before"},
    {"zone", "entity_id*: entities; zone*: zones"},
    {"template", "value_template*: template"},
    {"trigger", "id*: texts"},
    {"device", "device_id*: text; domain*: text; type*: text", "", true},
    {"and", "conditions*: conditions"},
    {"or", "conditions*: conditions"},
    {"not", "conditions*: conditions"},
};

// In the order in which the keys decide.
constexpr KindRow kActions[] = {
    {"delay", "delay*: duration"},
    {"wait_template", "wait_template*: template; timeout: duration; continue_on_timeout: boolean"},
    {"condition", "", "", true},
    {"and", "", "", true},
    {"or", "", "", true},
    {"not", "", "", true},
    {"event", "event*: text; event_data: mapping; event_data_template: mapping"},
    {"device_id", "device_id*: text; domain*: text; type*: text", "", true},
    {"scene", "scene*: scene; metadata: any"},
    {"repeat", "repeat*: repeat"},
    {"choose", "choose*: branches; default: actions"},
    {"wait_for_trigger",
     "wait_for_trigger*: triggers; timeout: duration; continue_on_timeout: boolean"},
    {"variables", "variables*: mapping"},
    {"if", "if*: conditions; then*: actions; else: actions"},
    {"action",
     "action*: service; target: any; data: any; entity_id: any; data_template: any; "
     "response_variable: text; metadata: any"},
    {"service",
     "service*: service; target: any; data: any; entity_id: any; data_template: any; "
     "response_variable: text; metadata: any"},
    {"stop", "stop*: text; error: boolean; response_variable: text"},
    {"parallel", "parallel*: actions"},
    {"sequence", "sequence*: actions"},
    {"set_conversation_response", "set_conversation_response*: any"},
};

constexpr KindRow kAutomation = {
    "automation",
    "id: text; alias: text; description: text; triggers: triggers; trigger: triggers; "
    "conditions: conditions; condition: conditions; actions: actions; action: actions; "
    "mode: word single restart queued parallel; max: integer 1 1000000; "
    "max_exceeded: word silent critical fatal error warning warn info debug notset; "
    "variables: mapping; trigger_variables: mapping; initial_state: boolean; trace: trace; "
    "use_blueprint: blueprint"};

template <std::size_t N>
const KindRow* find(const KindRow (&rows)[N], std::string_view kind) {
    const auto* found = std::find_if(std::begin(rows), std::end(rows),
                                     [&](const KindRow& row) { return row.kind == kind; });
    return found == std::end(rows) ? nullptr : found;
}

}  // namespace

const KindRow* find_trigger_kind(std::string_view kind) { return find(kTriggers, kind); }
const KindRow* find_condition_kind(std::string_view kind) { return find(kConditions, kind); }
const KindRow* find_action_kind(std::string_view key) { return find(kActions, key); }
const KindRow& automation_keys() { return kAutomation; }

std::vector<std::string_view> action_kinds() {
    std::vector<std::string_view> out;
    for (const KindRow& row : kActions) out.push_back(row.kind);
    return out;
}

std::vector<std::string_view> words_of(std::string_view text) { return table_parts(text, ' '); }

std::vector<KeyRule> rules_of(std::string_view keys) {
    std::vector<KeyRule> out;
    for (const std::string_view text : table_parts(keys, ';')) {
        KeyRule rule;
        const std::size_t colon = text.find(':');
        rule.name = text.substr(0, colon);
        rule.required = rule.name.ends_with('*');
        if (rule.required) rule.name.remove_suffix(1);
        rule.words = words_of(text.substr(colon + 1));
        rule.type = rule.words.front();
        rule.words.erase(rule.words.begin());
        out.push_back(std::move(rule));
    }
    return out;
}

}  // namespace hearth::automation
