#include "home/eventstream.hpp"

#include <boost/test/unit_test.hpp>

#include "message_maker.hpp"

using namespace hearth;
using test::at;
using test::message;

namespace {

Fact only_event(const std::string& payload) {
    const auto facts = parse_eventstream(message("ha/events", payload));
    BOOST_REQUIRE_EQUAL(facts.size(), 1U);
    BOOST_TEST(bool(facts[0].source == SourceKind::kEventstream));
    return facts[0];
}

Json state_object(const char* state, const char* changed, const char* updated) {
    return {{"entity_id", "light.kitchen"},
            {"state", state},
            {"attributes", {{"brightness", 254}}},
            {"last_changed", changed},
            {"last_reported", updated},
            {"last_updated", updated},
            {"context",
             {{"id", "01JNX4S8QK6W2S0Y1W4N5B8R7A"},
              {"parent_id", nullptr},
              {"user_id", "31ddb597e03147118cf8d2f8fbea5553"}}}};
}

Json state_changed() {
    return {{"event_type", "state_changed"},
            {"event_data",
             {{"entity_id", "light.kitchen"},
              {"old_state", state_object("off", "2025-03-09T14:05:02.000123+00:00",
                                         "2025-03-09T14:05:03+00:00")},
              {"new_state", state_object("on", "2025-03-09T14:05:07.123456+00:00",
                                         "2025-03-09T14:05:07.123456+00:00")}}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(eventstream)

BOOST_AUTO_TEST_CASE(reads_state_changed) {
    const Fact fact = only_event(state_changed().dump());
    BOOST_TEST(to_string(fact.kind) == "state");
    BOOST_TEST(fact.entity_id == "light.kitchen");
    BOOST_TEST(fact.state == "on");
    BOOST_TEST(fact.old_state.value() == "off");
    BOOST_TEST(fact.changed_us.value() == at("2025-03-09T14:05:07.123456"));
    BOOST_TEST(fact.updated_us.value() == at("2025-03-09T14:05:07.123456"));
    BOOST_TEST(fact.old_changed_us.value() == at("2025-03-09T14:05:02.000123"));
    BOOST_TEST(fact.attributes["brightness"] == 254);
    BOOST_TEST(fact.context.known);
    BOOST_TEST(fact.context.id == "01JNX4S8QK6W2S0Y1W4N5B8R7A");
    BOOST_TEST(fact.context.parent_id == "");
    BOOST_TEST(fact.context.user_id == "31ddb597e03147118cf8d2f8fbea5553");
}

BOOST_AUTO_TEST_CASE(reads_new_and_removed_entities) {
    Json added = state_changed();
    added["event_data"]["old_state"] = nullptr;
    const Fact fresh = only_event(added.dump());
    BOOST_TEST(to_string(fresh.kind) == "state");
    BOOST_TEST(!fresh.old_state);
    Json gone = state_changed();
    gone["event_data"]["new_state"] = nullptr;
    const Fact removed = only_event(gone.dump());
    BOOST_TEST(to_string(removed.kind) == "removed");
    BOOST_TEST(removed.entity_id == "light.kitchen");
    BOOST_TEST(removed.old_state.value() == "off");
    BOOST_TEST(!removed.context.known);
    BOOST_TEST(!removed.changed_us);
}

BOOST_AUTO_TEST_CASE(takes_what_varies_between_releases) {
    Json old_release = state_changed();
    auto& state = old_release["event_data"]["new_state"];
    state.erase("last_reported");
    state["context"]["id"] = "0123456789abcdef0123456789abcdef";
    BOOST_TEST(only_event(old_release.dump()).context.id == "0123456789abcdef0123456789abcdef");
    state.erase("context");
    state.erase("attributes");
    state.erase("last_changed");
    const Fact fact = only_event(old_release.dump());
    BOOST_TEST(to_string(fact.kind) == "state");
    BOOST_TEST(!fact.context.known);
    BOOST_TEST(fact.attributes.is_null());
    BOOST_TEST(!fact.changed_us);
    BOOST_TEST(fact.updated_us.has_value());
    Json with_more = state_changed();
    with_more["origin"] = "LOCAL";
    BOOST_TEST(to_string(only_event(with_more.dump()).kind) == "state");
    Json broken_past = state_changed();
    broken_past["event_data"]["old_state"]["last_changed"] = "never";
    const Fact forgiven = only_event(broken_past.dump());
    BOOST_TEST(forgiven.state == "on");
    BOOST_TEST(!forgiven.old_changed_us);
}

BOOST_AUTO_TEST_CASE(reads_python_json) {
    const Fact fact = only_event(
        R"({"event_type": "state_changed", "event_data": {"entity_id": "sensor.x", "old_state": null,
            "new_state": {"entity_id": "sensor.x", "state": "K\u00fcche \ud83d\ude00",
            "attributes": {"v": NaN, "big": 123456789012345678901234567890}}}})");
    BOOST_TEST(fact.state == "Küche 😀");
    BOOST_TEST(fact.attributes["v"].is_null());
    BOOST_TEST(fact.attributes["big"].is_number());
}

BOOST_AUTO_TEST_CASE(passes_other_events_with_type_and_data) {
    struct Row {
        const char *payload, *type, *entity_id;
        std::size_t members;
    };
    const Row rows[] = {
        {R"({"event_type":"call_service","event_data":{"domain":"light","service":"turn_on",
             "service_data":{"entity_id":["light.kitchen"]}}})",
         "call_service", "", 3},
        {R"({"event_type":"automation_triggered","event_data":{"name":"Hall",
             "entity_id":"automation.hall"}})",
         "automation_triggered", "automation.hall", 2},
        {R"({"event_type":"homeassistant_start","event_data":{}})", "homeassistant_start", "", 0},
        {R"({"event_type":"timer.finished","event_data":{"entity_id":"timer.egg"}})",
         "timer.finished", "timer.egg", 1},
        {R"({"event_type":"x","event_data":null})", "x", "", 0},
        {R"({"event_data":{"entity_id":5},"event_type":"my event"})", "my event", "", 1},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.type) {
            const Fact fact = only_event(row.payload);
            BOOST_TEST(to_string(fact.kind) == "event");
            BOOST_TEST(fact.event_type == row.type);
            BOOST_TEST(fact.entity_id == row.entity_id);
            BOOST_TEST(fact.event_data.is_object());
            BOOST_TEST(fact.event_data.size() == row.members);
        }
}

BOOST_AUTO_TEST_CASE(quarantines_what_is_broken) {
    const auto changed = [](const char* pointer, const Json& value) {
        Json out = state_changed();
        out[Json::json_pointer(pointer)] = value;
        return out.dump();
    };
    struct Row {
        std::string payload;
        const char* code;
    };
    const Row rows[] = {
        {"on", "bad_json"},
        {"{", "bad_json"},
        {"[]", "bad_envelope"},
        {"null", "bad_envelope"},
        {"{}", "bad_envelope"},
        {"\"text\"", "bad_envelope"},
        {R"({"event_type":"x"})", "bad_envelope"},
        {R"({"event_data":{}})", "bad_envelope"},
        {R"({"event_type":5,"event_data":{}})", "bad_envelope"},
        {R"({"event_type":"x","event_data":[]})", "bad_envelope"},
        {R"({"event_type":"","event_data":{}})", "bad_event_type"},
        {R"({"event_type":")" + std::string(65, 'x') + R"(","event_data":{}})", "bad_event_type"},
        {"\xff", "bad_utf8"},
        {std::string(300'000, ' '), "too_large"},
        {std::string(65, '[') + std::string(65, ']'), "too_deep"},
        {R"({"event_type":"state_changed","event_data":{}})", "bad_entity_id"},
        {R"({"event_type":"state_changed","event_data":{"entity_id":"a.b"}})", "bad_event"},
        {R"({"event_type":"state_changed",
             "event_data":{"entity_id":"a.b","old_state":null,"new_state":null}})",
         "bad_event"},
        {changed("/event_data/entity_id", "Light.Kitchen"), "bad_entity_id"},
        {changed("/event_data/entity_id", 7), "bad_entity_id"},
        {changed("/event_data/new_state/entity_id", "light.hall"), "bad_entity_id"},
        {changed("/event_data/new_state", "on"), "bad_event"},
        {changed("/event_data/new_state/state", nullptr), "bad_state"},
        {changed("/event_data/new_state/state", 5), "bad_state"},
        {changed("/event_data/new_state/state", std::string(256, 'x')), "state_too_long"},
        {changed("/event_data/new_state/last_changed", "1970-01-01T00:00:00+00:00"), "bad_time"},
        {changed("/event_data/new_state/last_updated", "2031-01-01T00:00:00+00:00"), "bad_time"},
        {changed("/event_data/new_state/last_updated", true), "bad_time"},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.payload.substr(0, 300)) {
            const Fact fact = only_event(row.payload);
            BOOST_TEST(to_string(fact.kind) == "quarantined");
            BOOST_TEST(fact.reason_code == row.code);
            BOOST_TEST(fact.reason.size() > 10);
        }
}

BOOST_AUTO_TEST_SUITE_END()
