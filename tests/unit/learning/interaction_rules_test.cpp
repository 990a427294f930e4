#include "learning/interaction_rules.hpp"

#include <boost/test/unit_test.hpp>

using hearth::Origin;
using hearth::Sample;
using hearth::StateChange;
using hearth::learning::Filtered;
using hearth::learning::interaction_of;

namespace {

StateChange change(const std::string& entity, const std::string& state,
                   Origin origin = Origin::kUser) {
    StateChange out;
    out.entity_id = entity;
    out.new_state = state;
    out.changed_us = 1'700'000'000'000'000;
    out.origin = origin;
    return out;
}

std::string outcome(const StateChange& of, const std::string& device_class = "") {
    const auto result = interaction_of(of, device_class);
    if (const auto* filtered = std::get_if<Filtered>(&result)) return filtered->reason;
    const auto& sample = std::get<Sample>(result);
    return (sample.target ? "target " : "context ") + sample.label;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(interaction_rules)

BOOST_AUTO_TEST_CASE(what_people_do_is_told_apart) {
    struct Case {
        StateChange change;
        const char* device_class;
        const char* expected;
    };
    StateChange arrived = change("cover.blind", "open", Origin::kDevice);
    arrived.old_state = "opening";
    StateChange retained = change("light.hall", "on");
    retained.snapshot = true;
    StateChange same = change("light.hall", "on");
    same.state_differs = false;
    StateChange removed = change("light.hall", "");
    removed.removed = true;
    for (const Case& c : std::initializer_list<Case>{
             {change("light.hall", "on"), "", "target light.hall=on"},
             {change("light.hall", "on", Origin::kDevice), "", "target light.hall=on"},
             {change("light.hall", "on", Origin::kUnknown), "", "target light.hall=on"},
             {change("light.hall", "on", Origin::kAutomation), "", "automation"},
             {change("light.hall", "on", Origin::kRestart), "", "restart"},
             {change("light.hall", "unavailable"), "", "unavailable"},
             {change("light.hall", "unknown", Origin::kDevice), "", "unavailable"},
             {retained, "", "retained"},
             {same, "", "same_state"},
             {removed, "", "unavailable"},
             {change("cover.blind", "opening"), "", "target cover.blind=open"},
             {arrived, "", "follows_transition"},
             {change("lock.door", "unlocking"), "", "target lock.door=unlocked"},
             {change("scene.movie", "2025-03-09T14:05:07+00:00"), "", "target scene.movie=used"},
             {change("binary_sensor.door", "on", Origin::kDevice), "door",
              "target binary_sensor.door=on"},
             {change("binary_sensor.cup", "on", Origin::kUnknown), "",
              "target binary_sensor.cup=on"},
             {change("binary_sensor.door", "off", Origin::kDevice), "door", "deactivation"},
             {change("binary_sensor.hall", "on", Origin::kDevice), "motion",
              "context binary_sensor.hall=on"},
             {change("binary_sensor.smoke", "on", Origin::kDevice), "smoke", "measurement"},
             {change("person.anna", "not_home", Origin::kDevice), "",
              "context person.anna=not_home"},
             {change("sensor.power", "12.5", Origin::kDevice), "power", "measurement"},
             {change("input_number.level", "3"), "", "measurement"},
             {change("sun.sun", "below_horizon", Origin::kDevice), "",
              "context sun.sun=below_horizon"},
             {change("weather.home", "rainy", Origin::kUnknown), "", "context weather.home=rainy"},
             {change("sun.moon", "unavailable", Origin::kDevice), "", "unavailable"},
             {change("automation.hall", "off"), "", "not_operated"}})
        BOOST_TEST(outcome(c.change, c.device_class) == c.expected, c.change.entity_id);
}

BOOST_AUTO_TEST_CASE(confidence_says_how_sure_we_are_that_it_was_a_person) {
    const auto confidence = [](const StateChange& of, const char* device_class = "") {
        return std::get<Sample>(interaction_of(of, device_class)).confidence;
    };
    BOOST_TEST(confidence(change("light.a", "on", Origin::kUser)) == 1.0);
    BOOST_TEST(confidence(change("light.a", "on", Origin::kDevice)) == 0.9);
    BOOST_TEST(confidence(change("light.a", "on", Origin::kUnknown)) == 0.6);
    BOOST_TEST(confidence(change("binary_sensor.a", "on", Origin::kUnknown), "door") == 0.9);
}

BOOST_AUTO_TEST_CASE(the_same_interaction_has_the_same_key) {
    const auto key = [](const StateChange& of) {
        return std::get<Sample>(interaction_of(of, "")).distinct_key;
    };
    StateChange later = change("light.a", "on");
    later.changed_us += 1;
    BOOST_TEST(key(change("light.a", "on")) == key(change("light.a", "on")));
    BOOST_TEST(key(change("light.a", "on")) != key(later));
    BOOST_TEST(key(change("light.a", "on")) != key(change("light.a", "off")));
}

BOOST_AUTO_TEST_CASE(every_reason_has_a_sentence) {
    for (const char* reason :
         {"retained", "automation", "low_confidence", "implausible_rate", "paused", "excluded"})
        BOOST_TEST(hearth::learning::explain_filter(reason) != reason);
    BOOST_TEST(hearth::learning::explain_filter("something_else") == "something_else");
}

BOOST_AUTO_TEST_CASE(what_an_automation_did_can_be_context_and_is_never_a_target) {
    const auto automated = change("light.hall", "on", Origin::kAutomation);
    const auto result = interaction_of(automated, "", true);
    BOOST_REQUIRE(std::holds_alternative<Sample>(result));
    const Sample& sample = std::get<Sample>(result);
    BOOST_TEST(!sample.target);
    BOOST_TEST(sample.features["origin"] == "automation");
    BOOST_TEST(sample.confidence == 1.0);
    BOOST_TEST(std::get<Sample>(interaction_of(change("light.hall", "on"), "", true)).target);
    const auto outside = interaction_of(change("sensor.lux", "7", Origin::kAutomation), "", true);
    BOOST_TEST(std::get<Filtered>(outside).reason == "measurement");
}

BOOST_AUTO_TEST_SUITE_END()
