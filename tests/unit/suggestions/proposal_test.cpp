// From what a model tells to an automation, or to the reason why not.
#include "suggestions/proposal.hpp"

#include <boost/test/unit_test.hpp>

#include "automation/validator.hpp"
#include "automation/yaml_writer.hpp"
#include "habits.hpp"
#include "suggestions/deed.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::suggestions;
using namespace hearth::test;

namespace {

Proposal proposed(const Json& habit) { return take(propose(take(read_habit(habit)), {}, {})); }

// Why it is not proposed; empty: it is.
std::string refusal(const Json& habit, const ProposalRules& rules = {}) {
    const auto finding = read_habit(habit);
    if (!finding) return finding.error().text;
    const auto proposal = propose(*finding, rules, {});
    return proposal ? "" : proposal.error().text;
}

Json with(Json habit, const char* key, const Json& value) {
    habit[key] = value;
    return habit;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(proposal)

BOOST_AUTO_TEST_CASE(a_sequence_becomes_an_automation_with_its_counts) {
    const Proposal one = proposed(sequence_habit());
    BOOST_TEST(one.tree.alias == "cover.blind closed after media_player.tv playing");
    BOOST_TEST(
        one.explanation ==
        "After media_player.tv playing, cover.blind closed within 60 s: 20 of 21 times, in 4 "
        "of 4 weeks. By chance it would be 8 %. Half of the time it is within 20 s.");
    const std::string yaml = automation::to_yaml(one.tree);
    BOOST_TEST(yaml.find("action: cover.close_cover") != std::string::npos, yaml);
    BOOST_TEST(yaml.find("playing") != std::string::npos, yaml);
    BOOST_TEST(one.tree.conditions.empty());
    BOOST_TEST(automation::validate(yaml).empty(), yaml);
}

BOOST_AUTO_TEST_CASE(a_time_becomes_one_with_its_weekdays) {
    const Proposal one = proposed(time_habit());
    BOOST_TEST(one.tree.alias == "switch.coffee on at 06:45 on workdays");
    const std::string yaml = automation::to_yaml(one.tree);
    for (const char* part : {"06:45:00", "- mon", "- fri", "switch.turn_on"})
        BOOST_TEST(yaml.find(part) != std::string::npos, part << " in " << yaml);
    BOOST_TEST(yaml.find("- sat") == std::string::npos);
    BOOST_TEST(automation::validate(yaml).empty(), yaml);
}

BOOST_AUTO_TEST_CASE(hours_of_a_sequence_are_a_condition) {
    Json habit = with(sequence_habit(), "from", "21:30");
    habit["to"] = "01:00";
    const std::string yaml = automation::to_yaml(proposed(habit).tree);
    BOOST_TEST(yaml.find("after: \"21:30:00\"") != std::string::npos, yaml);
    BOOST_TEST(yaml.find("before: \"01:00:00\"") != std::string::npos, yaml);
}

BOOST_AUTO_TEST_CASE(circumstances_are_conditions) {
    const Json habit =
        with(sequence_habit(), "given", {"sun.sun=below_horizon", "person.anna=home"});
    const Proposal one = proposed(habit);
    BOOST_TEST(one.tree.alias ==
               "cover.blind closed after media_player.tv playing while sun.sun below_horizon and "
               "person.anna home");
    BOOST_TEST(one.explanation.starts_with(
        "After media_player.tv playing, cover.blind closed within 60 s while sun.sun "
        "below_horizon and person.anna home: 20 of 21 times"));
    BOOST_TEST(one.tree.conditions.size() == 2U);
    const std::string yaml = automation::to_yaml(one.tree);
    BOOST_TEST(yaml.find("entity_id: person.anna") != std::string::npos, yaml);
    BOOST_TEST(automation::validate(yaml).empty(), yaml);
}

BOOST_AUTO_TEST_CASE(a_time_by_the_sun_is_triggered_by_the_sun) {
    Json habit = with(time_habit(), "sun",
                      {{"event", "sunset"}, {"offset", -13}, {"from", -30}, {"to", 30}});
    for (const char* key : {"from", "to"}) habit.erase(key);
    const Proposal one = proposed(habit);
    BOOST_TEST(one.tree.alias == "switch.coffee on 15 min before sunset on workdays");
    BOOST_TEST(one.explanation.starts_with(
        "switch.coffee on between 30 min before sunset and 30 min after sunset on workdays: 19 of "
        "20 days"));
    const std::string yaml = automation::to_yaml(one.tree);
    for (const char* part : {"trigger: sun", "event: sunset", "-00:15:00"})
        BOOST_TEST(yaml.find(part) != std::string::npos, part << " in " << yaml);
    BOOST_TEST(automation::validate(yaml).empty(), yaml);
    habit["sun"]["offset"] = 2;
    BOOST_TEST(proposed(habit).tree.alias == "switch.coffee on at sunset on workdays");
    habit["sun"]["to"] = 60;
    BOOST_TEST(refusal(habit) == "its times are spread over 90 minutes");
}

// The fan is switched off about twenty minutes after it was switched on.
BOOST_AUTO_TEST_CASE(what_is_ended_by_hand_is_ended_by_itself) {
    Json habit = sequence_habit("fan.bath=off", "fan.bath=on");
    habit["kind"] = "ends_after";
    habit["median_s"] = 1212;
    habit["from_s"] = 970;
    habit["to_s"] = 1515;
    habit.erase("within_s");
    const Proposal one = proposed(habit);
    BOOST_TEST(one.tree.alias == "fan.bath off 20 min after fan.bath on");
    BOOST_TEST(one.explanation ==
               "fan.bath off 16 min to 25 min after fan.bath on: 20 of 21 times, in 4 of 4 weeks. "
               "By chance it would be 8 %. Half of the time it is within 20 min.");
    const auto& trigger = std::get<automation::StateTrigger>(one.tree.triggers.at(0).what);
    BOOST_TEST(trigger.for_ms.value() == 1'200'000);
    const std::string yaml = automation::to_yaml(one.tree);
    BOOST_TEST(yaml.find("fan.turn_off") != std::string::npos, yaml);
    BOOST_TEST(automation::validate(yaml).empty(), yaml);
    BOOST_TEST(refusal(with(habit, "to_s", 2600)) == "it ends 970 to 2600 s after it began");
    BOOST_TEST(refusal(with(habit, "after", "light.a=on")) == "it ends another thing");
}

BOOST_AUTO_TEST_CASE(what_was_taken_up_says_so_and_what_was_given_up_is_not_proposed) {
    BOOST_TEST(proposed(with(time_habit(), "since", "2026-02-01"))
                   .explanation.find("in 4 of 4 weeks, since 2026-02-01.") != std::string::npos);
    BOOST_TEST(refusal(with(time_habit(), "until", "2026-02-01")) ==
               "it was given up after 2026-02-01");
}

BOOST_AUTO_TEST_CASE(names_of_the_home_are_used) {
    const auto one = propose(take(read_habit(sequence_habit())), {}, [](const std::string& id) {
        return EntityWords{id == "cover.blind" ? "Blind" : "", ""};
    });
    BOOST_TEST(one->tree.alias == "Blind closed after media_player.tv playing");
}

BOOST_AUTO_TEST_CASE(what_is_not_sure_is_not_proposed) {
    BOOST_TEST(refusal(sequence_habit()) == "");
    const std::vector<std::tuple<const char*, Json, const char*>> cases = {
        {"support", 7, "seen 7 times; 8 are needed"},
        {"confidence", .79, "it happens 79 % of the time, surely 77 %"},
        {"confidence_low", .59, "it happens 95 % of the time, surely 59 %"},
        {"q_value", .002, "chance could explain it"},
        {"lift", 1.9, "chance could explain it"},
        {"weeks", {{"held", 2}, {"of", 4}}, "it held in 2 of 4 weeks"},
        {"weeks", {{"held", 1}, {"of", 1}}, "it held in 1 of 1 weeks"},
        {"within_s", 600, "it follows within 600 s only"},
        {"after", "cover.blind=open", "it follows from itself"},
        {"label", "binary_sensor.door=on", "Hearth proposes nothing for 'binary_sensor' entities"},
        {"label", "lock.door=unlocked",
         "'unlocked' of lock.door is too risky to be done without a person"},
        {"label", "light.a=blinking", "no service leads to 'blinking' of light.a"}};
    for (const auto& [key, value, why] : cases)
        BOOST_TEST(refusal(with(sequence_habit(), key, value)) == why, key);
    Json wide = with(time_habit(), "to", "08:15");
    BOOST_TEST(refusal(wide) == "its times are spread over 120 minutes");
}

BOOST_AUTO_TEST_CASE(what_a_plugin_says_is_checked) {
    const std::vector<std::pair<const char*, Json>> broken = {
        {"label", 7},           {"label", "light.a"}, {"label", "a.b.c=on"},
        {"label", "=on"},       {"after", ""},        {"support", -1},
        {"support", "20"},      {"of", Json()},       {"confidence", 1.1},
        {"confidence_low", -1}, {"q_value", 2},       {"days", Json::array()},
        {"days", {9}},          {"from", "25:00"},    {"from", "6:15"},
        {"median_s", 1e300},    {"within_s", Json()}, {"lift", "x"},
        {"given", 7},           {"given", {"x"}},     {"given", {7}},
        {"since", "soon"},      {"until", 3}};
    for (const auto& [key, value] : broken) {
        const auto finding = read_habit(with(sequence_habit(), key, value));
        BOOST_TEST(!finding.ok(), key << " " << value.dump());
        if (!finding)
            BOOST_TEST(finding.error().text ==
                       std::string("a habit's '") + key + "' is missing or wrong");
    }
    BOOST_TEST(refusal(Json::array()) == "a habit is no object");
    BOOST_TEST(refusal(with(sequence_habit(), "kind", "duration")) ==
               "no ground for an automation: duration");
    for (const Json& sun : {Json(7), Json{{"event", "noon"}}, Json{{"event", "sunset"}},
                            Json{{"event", "sunset"}, {"offset", 900}, {"from", 0}, {"to", 1}}})
        BOOST_TEST(refusal(with(time_habit(), "sun", sun)) == "a habit's 'sun' is missing or wrong",
                   sun.dump());
    Json timeless = time_habit();
    timeless.erase("at");
    BOOST_TEST(refusal(timeless) == "a habit's 'at' is missing or wrong");
}

BOOST_AUTO_TEST_CASE(doors_open_for_people_only) {
    BOOST_TEST(deed_for("cover.blind", "open").ok());
    BOOST_TEST(deed_for("cover.gate", "open").ok());
    BOOST_TEST(!deed_for("cover.gate", "open", "gate").ok());
    BOOST_TEST(deed_for("cover.gate", "closed", "gate").ok());
    BOOST_TEST(deed_for("lock.door", "locked").ok());
    BOOST_TEST(!deed_for("lock.door", "open").ok());
    BOOST_TEST(!deed_for("alarm_control_panel.home", "disarmed").ok());
    const auto heat = take(deed_for("climate.room", "heat"));
    const auto& call = std::get<automation::ServiceAction>(heat.what);
    BOOST_TEST(call.service == "climate.set_hvac_mode");
    BOOST_TEST(call.data == Json({{"hvac_mode", "heat"}}));
}

BOOST_AUTO_TEST_SUITE_END()
