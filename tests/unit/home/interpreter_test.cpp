#include "home/interpreter.hpp"

#include <boost/test/unit_test.hpp>

#include "message_maker.hpp"

using namespace hearth;
using test::message;

namespace {

Interpreter full_interpreter() {
    return Interpreter({{SourceKind::kStatestream, "ha_state"},
                        {SourceKind::kStatestream, "ha_state/second/"},
                        {SourceKind::kEventstream, "ha_state/events"},
                        {SourceKind::kPlainJson, "home/+/events"}});
}

constexpr const char* kPlain = R"({"entity_id":"light.x","state":"on"})";
constexpr const char* kEvent = R"({"event_type":"x","event_data":{}})";

}  // namespace

BOOST_AUTO_TEST_SUITE(interpreter)

BOOST_AUTO_TEST_CASE(picks_the_source_by_topic) {
    struct Row {
        const char *topic, *payload, *source, *kind;
    };
    const Row rows[] = {
        {"ha_state/light/x/state", "on", "statestream", "state"},
        {"ha_state/second/light/x/state", "on", "statestream", "state"},
        {"ha_state/events", kEvent, "eventstream", "event"},
        {"home/a/events", kPlain, "plain_json", "state"},
        {"home/events", kPlain, "", "ignored"},
        {"homeassistant/status", "online", "", "availability"},
        {"homeassistant/status", "offline", "", "availability"},
        {"homeassistant/status", "", "", "ignored"},
        {"homeassistant/status", "ONLINE", "", "ignored"},
        {"elsewhere", "on", "", "ignored"},
        {"elsewhere/\xff", "\xff", "", "ignored"},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.topic << " " << row.payload) {
            const auto facts = full_interpreter().interpret(message(row.topic, row.payload));
            BOOST_REQUIRE_EQUAL(facts.size(), 1U);
            BOOST_TEST((facts[0].source ? to_string(*facts[0].source) : "") == row.source);
            BOOST_TEST(to_string(facts[0].kind) == row.kind);
        }
    const auto second =
        full_interpreter().interpret(message("ha_state/second/light/x/state", "on"));
    BOOST_TEST(second[0].entity_id == "light.x");
    const auto status = full_interpreter().interpret(message("homeassistant/status", "online"));
    BOOST_TEST(status[0].event_type == "homeassistant");
    BOOST_TEST(status[0].state == "online");
}

BOOST_AUTO_TEST_CASE(reads_as_told) {
    const Interpreter none({}, "");
    const auto read = [&](SourceKind kind, const char* topic, const char* payload) {
        return none.interpret_as(kind, message(topic, payload)).front();
    };
    BOOST_TEST(read(SourceKind::kStatestream, "my/ha/light/x/state", "on").entity_id == "light.x");
    BOOST_TEST(read(SourceKind::kStatestream, "short", "on").reason_code == "unknown_topic");
    BOOST_TEST(read(SourceKind::kEventstream, "any", kEvent).event_type == "x");
    BOOST_TEST(read(SourceKind::kPlainJson, "any", kPlain).state == "on");
    BOOST_TEST(read(SourceKind::kZigbee2Mqtt, "z/a/b", R"({"contact":false})").entity_id ==
               "binary_sensor.a_b_contact");
    BOOST_TEST(read(SourceKind::kMapped, "any", "on").reason_code == "unknown_topic");
}

BOOST_AUTO_TEST_CASE(guesses_when_nothing_is_configured) {
    struct Row {
        const char *topic, *payload, *source, *kind;
    };
    const Row rows[] = {
        {"any", kEvent, "eventstream", "event"},
        {"any", kPlain, "plain_json", "state"},
        {"any", "[{\"entity_id\":\"light.x\",\"state\":1}]", "plain_json", "state"},
        {"ha/light/x/state", "on", "statestream", "state"},
        {"ha/light/x/last_changed", "never", "statestream", "quarantined"},
        {"ha/light/x/color", "{\"entity_id\": 1}", "statestream", "attribute"},
        {"any", "on", "", "ignored"},
        {"any", "[]", "", "ignored"},
        {"any", "{", "", "ignored"},
        {"zigbee2mqtt/Kitchen Lamp/availability/x", "{}", "", "ignored"},
        {"zigbee2mqtt/Kitchen Lamp", "{\"state\":\"ON\",\"linkquality\":7}", "zigbee2mqtt",
         "state"},
        {"z/Kitchen Lamp/availability", "offline", "zigbee2mqtt", "ignored"},
        {"z/bridge/info", "{}", "zigbee2mqtt", "ignored"},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.topic << " " << row.payload) {
            const auto facts = Interpreter({}).interpret_guessing(message(row.topic, row.payload));
            BOOST_TEST((facts[0].source ? to_string(*facts[0].source) : "") == row.source);
            BOOST_TEST(to_string(facts[0].kind) == row.kind);
        }
}

BOOST_AUTO_TEST_CASE(says_what_to_subscribe_to) {
    const std::vector<std::string> expected{"ha_state/#", "ha_state/second/#", "ha_state/events",
                                            "home/+/events", "homeassistant/status"};
    BOOST_TEST(full_interpreter().subscriptions() == expected, boost::test_tools::per_element());
    const Interpreter covered({{SourceKind::kStatestream, "homeassistant/"},
                               {SourceKind::kStatestream, "homeassistant"}});
    const std::vector<std::string> one{"homeassistant/#"};
    BOOST_TEST(covered.subscriptions() == one, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(refuses_unusable_sources_with_a_hint) {
    struct Row {
        const char* topic;
        SourceKind kind;
        bool good;
    };
    const Row rows[] = {{"ha_state", SourceKind::kStatestream, true},
                        {"/ha/", SourceKind::kStatestream, true},
                        {"", SourceKind::kStatestream, false},
                        {"/", SourceKind::kStatestream, false},
                        {"ha/+", SourceKind::kStatestream, false},
                        {"ha/#", SourceKind::kStatestream, false},
                        {"ha/events", SourceKind::kEventstream, true},
                        {"ha/+", SourceKind::kEventstream, true},
                        {"", SourceKind::kEventstream, false},
                        {"a/#", SourceKind::kPlainJson, true},
                        {"a/#/b", SourceKind::kPlainJson, false},
                        {"a+", SourceKind::kPlainJson, false},
                        {"zigbee", SourceKind::kZigbee2Mqtt, true},
                        {"z/#", SourceKind::kZigbee2Mqtt, false},
                        {"a/+", SourceKind::kMapped, false}};
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.topic) {
            const Status status = check({row.kind, row.topic, {}});
            BOOST_TEST(status.ok() == row.good);
            if (!status.ok()) BOOST_TEST(status.error().text.find("topic '") != std::string::npos);
        }
}

BOOST_AUTO_TEST_SUITE_END()
