// What models are told of the home, to the letter, and what they are not told.
#include "context/context_rows.hpp"

#include <boost/test/unit_test.hpp>

#include "automation/automation.hpp"
#include "automation/signature.hpp"
#include "automation/tree_json.hpp"
#include "core/json.hpp"

using namespace hearth;
using namespace hearth::context;

namespace {

Naming naming() {
    Naming out;
    out.is_excluded = [](const std::string& id) { return id.find("secret") != std::string::npos; };
    out.learned_as = [](const std::string& id) { return id == "light.new" ? "light.old" : id; };
    return out;
}

Json features_of(const training::ContextRow& row) { return parse_json(row.features).value(); }

store::KnownAutomation automation_of(const Json& signature) {
    store::KnownAutomation out;
    out.entity_id = "automation.night";
    out.signature = dump_json(signature);
    out.first_us = 7;
    return out;
}

Json happening(const std::string& entity) {
    return {{"kind", "state"}, {"entity", entity}, {"what", "on"}};
}
Json effect(const std::string& entity) { return {{"entity", entity}, {"outcome", "on"}}; }

store::SuggestionRow answered(const std::string& state) {
    automation::Automation tree;
    tree.triggers.push_back(automation::state_trigger("binary_sensor.a", "on"));
    tree.actions.push_back(automation::service_action("light.turn_on", "light.new"));
    store::SuggestionRow out;
    out.state = state;
    out.changed_us = 9;
    out.body = {{"automation", Json(automation::to_json(tree))}};
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(context_rows)

BOOST_AUTO_TEST_CASE(an_entity_is_told_by_the_id_it_is_learned_by_and_the_name_it_has_now) {
    store::Entity entity;
    entity.entity_id = "light.new";
    entity.domain = "light";
    entity.name = "Hall light";
    entity.area = "Hall";
    entity.device = "Ceiling lamp";
    entity.first_seen_us = 5;
    const auto row = entity_row(entity, naming());
    BOOST_REQUIRE(row.has_value());
    BOOST_TEST(row->label == "light.old");
    BOOST_TEST(row->time_us == 5);
    BOOST_TEST(features_of(*row) == (Json{{"row", "entity"},
                                          {"entity", "light.old"},
                                          {"domain", "light"},
                                          {"device_class", ""},
                                          {"area", "Hall"},
                                          {"device", "Ceiling lamp"},
                                          {"unit", ""},
                                          {"name", "Hall light"}}));
    entity.entity_id = "light.secret";
    BOOST_TEST(!entity_row(entity, naming()).has_value());
    // What comes from outside is bounded.
    entity.entity_id = "light.long";
    entity.name = std::string(5000, 'x');
    BOOST_TEST(entity_row(entity, naming())->features.size() < 1000U);
}

BOOST_AUTO_TEST_CASE(an_automation_is_told_without_what_is_excluded) {
    const Json signature = {
        {"happenings", {happening("binary_sensor.a"), happening("light.secret")}},
        {"conditions", {"state of light.secret is on", "state of light.new is off", "sun is down"}},
        {"effects", {effect("light.new"), effect("light.secret"), effect("area:hall")}}};
    const auto row = automation_row(automation_of(signature), naming());
    BOOST_REQUIRE(row.has_value());
    BOOST_TEST(row->label == "automation.night");
    BOOST_TEST(features_of(*row) ==
               (Json{{"row", "automation"},
                     {"automation", "night"},
                     {"triggers", {"binary_sensor.a"}},
                     {"targets", {"light.old"}},
                     {"conditions", {"state of light.old is off", "sun is down"}}}));
    BOOST_TEST(row->features.find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_an_automation_of_which_nothing_may_be_told_there_is_no_row) {
    const Json secret = {{"happenings", {happening("light.secret")}},
                         {"conditions", Json::array()},
                         {"effects", {effect("light.secret")}}};
    BOOST_TEST(!automation_row(automation_of(secret), naming()).has_value());
    auto broken = automation_of(secret);
    broken.signature = "rubbish";
    BOOST_TEST(!automation_row(broken, naming()).has_value());
    const Json fine = {{"happenings", {happening("light.a")}},
                       {"conditions", Json::array()},
                       {"effects", {effect("light.b")}}};
    auto excluded = automation_of(fine);
    excluded.entity_id = "automation.secret";
    BOOST_TEST(!automation_row(excluded, naming()).has_value());
}

BOOST_AUTO_TEST_CASE(one_that_was_imported_goes_by_its_id_or_by_its_alias) {
    const Json fine = {{"happenings", {happening("light.a")}},
                       {"conditions", Json::array()},
                       {"effects", {effect("light.b")}}};
    auto imported = automation_of(fine);
    imported.entity_id.clear();
    imported.id = 12;
    BOOST_TEST(automation_row(imported, naming())->label == "automation.number_12");
    imported.alias = "Gute Nacht!";
    BOOST_TEST(automation_row(imported, naming())->label == "automation.gute_nacht");
    imported.config_id = "1700";
    BOOST_TEST(automation_row(imported, naming())->label == "automation.1700");
}

BOOST_AUTO_TEST_CASE(an_answer_is_told_of_each_pair_and_only_while_it_is_one) {
    for (const char* word : {"accepted", "rejected"}) {
        const auto rows = verdict_rows(answered(word), naming());
        BOOST_REQUIRE(rows.size() == 1U);
        BOOST_TEST(rows[0].label == "binary_sensor.a>light.old");
        BOOST_TEST(rows[0].time_us == 9);
        BOOST_TEST(features_of(rows[0]) == (Json{{"row", "verdict"},
                                                 {"trigger", "binary_sensor.a"},
                                                 {"target", "light.old"},
                                                 {"verdict", word}}));
    }
    BOOST_TEST(verdict_rows(answered("shown"), naming()).empty());
    auto forgotten = answered("rejected");
    forgotten.changed_us = 0;
    BOOST_TEST(verdict_rows(forgotten, naming()).empty());
    auto modified = answered("accepted");
    modified.body["modified"] = modified.body["automation"];
    modified.body["modified"]["triggers"][0]["entity_id"] = "light.secret";
    BOOST_TEST(verdict_rows(modified, naming()).empty());
}

BOOST_AUTO_TEST_CASE(a_template_names_entities_too) {
    BOOST_TEST(text_of(naming(), "{{ is_state('light.new', 'on') }}").value() ==
               "{{ is_state('light.old', 'on') }}");
    BOOST_TEST(text_of(naming(), "{{ states.light.new.state }}").value() ==
               "{{ states.light.old.state }}");
    BOOST_TEST(!text_of(naming(), "{{ states.light.secret.state }}").has_value());
    BOOST_TEST(text_of(naming(), "at 22.30, 1.5 times").value() == "at 22.30, 1.5 times");
}

BOOST_AUTO_TEST_SUITE_END()
