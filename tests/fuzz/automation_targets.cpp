// Automations as people write them, their JSON, what is stored of them, and the habits that plugins
// tell.
#include "automation/signature.hpp"
#include "automation/time_text.hpp"
#include "automation/tree_json.hpp"
#include "automation/validator.hpp"
#include "automation/yaml_reader.hpp"
#include "automation/yaml_writer.hpp"
#include "core/utf8.hpp"
#include "fuzz/target.hpp"
#include "suggestions/habit_finding.hpp"
#include "suggestions/proposal.hpp"
#include "unit/suggestions/habits.hpp"

namespace hearth::fuzz {

namespace {

void check_tree(const automation::Automation& tree) {
    const std::string yaml = automation::to_yaml(tree);
    demand(is_utf8(yaml), "what is written is UTF-8");
    const auto again = automation::read_automation(yaml);
    demand(again.ok(), "what was read can be written and read again");
    demand(automation::to_yaml(*again) == yaml, "and is the same then");
    const auto signature = automation::signature_of(tree);
    demand(automation::signature_of(*again).key() == signature.key(), "it does the same");
    const auto stored = automation::signature_from_json(Json(automation::to_json(signature)));
    demand(stored && stored->key() == signature.key(), "what is stored of it is read again");
    demand(is_utf8(automation::in_words(signature)), "its words are UTF-8");
}

void run_automation_yaml(std::string_view input) {
    automation::ReadLimits limits;
    limits.max_bytes = 1 << 16;
    const auto read = automation::read_automations(input, limits);
    if (!read) demand(is_utf8(read.error().text), "a refusal is UTF-8");
    for (const auto& problem : automation::validate(input.substr(0, limits.max_bytes)))
        demand(!problem.text.empty(), "a problem has words");
    if (!read) return;
    for (const auto& one : read->automations) check_tree(one.tree);
}

void run_automation_json(std::string_view input) {
    const auto json = parse_json(input);
    if (!json) return;
    if (const auto signature = automation::signature_from_json(*json))
        demand(automation::covers(*signature, *signature), "a signature covers itself");
    automation::parse_duration(*json);
    if (json->is_string()) automation::parse_time_of_day(json->get<std::string>());
    const auto tree = automation::automation_from_json(*json);
    if (!tree) return demand(is_utf8(tree.error().text), "a refusal is UTF-8");
    check_tree(*tree);
}

void run_habit(std::string_view input) {
    const auto json = parse_json(input);
    if (!json) return;
    const auto habit = suggestions::read_habit(*json);
    if (!habit) return demand(is_utf8(habit.error().text), "a refusal is UTF-8");
    const auto proposal = suggestions::propose(
        *habit, {}, [](const std::string&) { return suggestions::EntityWords(); });
    if (!proposal) return demand(!proposal.error().text.empty(), "a refusal says why");
    check_tree(proposal->tree);
}

constexpr const char* kAutomation =
    "alias: Hall\ntriggers:\n  - trigger: state\n    entity_id: binary_sensor.door\n    to: "
    "\"on\"\n"
    "conditions:\n  - condition: time\n    after: \"07:00:00\"\n    weekday: [mon]\nactions:\n"
    "  - action: light.turn_on\n    target: {entity_id: light.hall}\n    data: {brightness: 9}\n";
constexpr const char* kOldForm =
    "- id: '7'\n  trigger: {platform: sun, event: sunset, offset: \"-00:45:00\"}\n"
    "  action: [{service: cover.close_cover, entity_id: cover.a}, {delay: 5},\n"
    "    {choose: [{conditions: \"{{ x }}\", sequence: []}], default: []}]\n";
}  // namespace

std::vector<Target> automation_targets() {
    return {
        {"automation_json", run_automation_json,
         [] {
             std::vector<std::string> out{"\"07:30\"", "{\"minutes\":5}"};
             const auto tree = automation::read_automation(kAutomation);
             demand(tree.ok(), "the seed is an automation");
             out.push_back(automation::to_json(*tree).dump());
             out.push_back(automation::to_json(automation::signature_of(*tree)).dump());
             return out;
         }},
        {"automation_yaml", run_automation_yaml,
         [] {
             return std::vector<std::string>{kAutomation, kOldForm};
         }},
        {"habit", run_habit,
         [] {
             return std::vector<std::string>{test::sequence_habit().dump(),
                                             test::time_habit().dump()};
         }},
    };
}

}  // namespace hearth::fuzz
