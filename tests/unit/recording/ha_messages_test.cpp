#include "recording/ha_messages.hpp"

#include <boost/test/unit_test.hpp>

#include "core/iso_time.hpp"

namespace hearth::test {

namespace {

constexpr TimeUs kTime = 1'741'529'107'123'456;  // 2025-03-09T14:05:07.123456+00:00

HomeEvent kitchen_on() {
    HomeEvent event;
    event.entity_id = "light.kitchen";
    event.old_state = "off";
    event.new_state = "on";
    event.changed_us = event.updated_us = kTime;
    event.old_changed_us = event.old_updated_us = kTime - 5 * kMicrosPerSecond - 123'456;
    event.attributes = {{"brightness", 254}, {"friendly_name", "Küche"}};
    event.old_attributes = {{"friendly_name", "Küche"}};
    event.context = {"01JNX4S8QK6W2S0Y1W4N5B8R7A", "", "31ddb597e03147118cf8d2f8fbea5553", true};
    event.old_context = {"01JNX4S3Q3J9Q1B3B6S6E2W6ZC", "", "", true};
    return event;
}

std::string shown(const HaMessage& message) {
    return message.topic + " " + message.payload + (message.retain ? " retained" : "") + " qos " +
           std::to_string(message.qos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ha_messages)

BOOST_AUTO_TEST_CASE(python_writes_json_so) {
    const Json value = {{"a", {1, 2.5, nullptr, true}},
                        {"b", "K\u00fcche \"1/2\" \U0001F600"},
                        {"c", Json::object()},
                        {"d", 21.0}};
    BOOST_CHECK_EQUAL(python_json(value),
                      R"({"a": [1, 2.5, null, true], "b": "K\u00fcche \"1/2\" \ud83d\ude00", )"
                      R"("c": {}, "d": 21.0})");
    const double infinity = std::numeric_limits<double>::infinity();
    BOOST_CHECK_EQUAL(python_json({std::nan(""), infinity, -infinity, 1e-05}),
                      "[NaN, Infinity, -Infinity, 1e-05]");
    BOOST_CHECK_NO_THROW(python_json("\xFF"));
}

BOOST_AUTO_TEST_CASE(statestream_order_and_encoding) {
    const auto messages = statestream_messages(kitchen_on(), {"ha_state", true, true});
    BOOST_REQUIRE_EQUAL(messages.size(), 5u);
    BOOST_CHECK_EQUAL(shown(messages[0]), "ha_state/light/kitchen/state on retained qos 1");
    BOOST_CHECK_EQUAL(shown(messages[1]),
                      "ha_state/light/kitchen/last_updated 2025-03-09T14:05:07.123456+00:00 "
                      "retained qos 1");
    BOOST_CHECK_EQUAL(messages[2].topic, "ha_state/light/kitchen/last_changed");
    BOOST_CHECK_EQUAL(shown(messages[3]), "ha_state/light/kitchen/brightness 254 retained qos 1");
    BOOST_CHECK_EQUAL(shown(messages[4]),
                      "ha_state/light/kitchen/friendly_name \"K\\u00fcche\" retained qos 1");
    BOOST_CHECK_EQUAL(statestream_messages(kitchen_on(), {"a/b/", false, false}).at(0).topic,
                      "a/b/light/kitchen/state");
    BOOST_CHECK_EQUAL(statestream_messages(kitchen_on(), {"a", false, false}).size(), 1u);
}

BOOST_AUTO_TEST_CASE(statestream_at_its_edges) {
    HomeEvent event = kitchen_on();
    event.attributes = {{"a", 1}, {"b+c", 2}, {"d", 3}};
    const auto messages = statestream_messages(event, {"s", false, true});
    BOOST_REQUIRE_EQUAL(messages.size(), 2u);  // what follows "b+c" is lost, as in HA
    BOOST_CHECK_EQUAL(messages[1].topic, "s/light/kitchen/a");
    event.new_state.clear();
    event.removed = true;
    BOOST_CHECK(statestream_messages(event).empty());
}

BOOST_AUTO_TEST_CASE(eventstream_envelope) {
    const HaMessage message = eventstream_message(kitchen_on(), "ha/events");
    BOOST_CHECK_EQUAL(message.topic, "ha/events");
    BOOST_CHECK(message.qos == 0 && !message.retain);
    const auto json = parse_json(message.payload);
    BOOST_REQUIRE(json.ok());
    BOOST_CHECK_EQUAL(json->size(), 2u);
    BOOST_CHECK_EQUAL((*json)["event_type"], "state_changed");
    const Json& data = (*json)["event_data"];
    BOOST_CHECK_EQUAL(data["entity_id"], "light.kitchen");
    BOOST_CHECK_EQUAL(data["old_state"]["state"], "off");
    BOOST_CHECK_EQUAL(data["old_state"]["last_changed"], "2025-03-09T14:05:02+00:00");
    BOOST_CHECK_EQUAL(data["old_state"]["attributes"].size(), 1u);
    BOOST_CHECK_EQUAL(data["old_state"]["context"]["id"], "01JNX4S3Q3J9Q1B3B6S6E2W6ZC");
    BOOST_CHECK(data["old_state"]["context"]["user_id"].is_null());
    BOOST_CHECK_EQUAL(data["new_state"]["last_updated"], "2025-03-09T14:05:07.123456+00:00");
    BOOST_CHECK_EQUAL(data["new_state"]["context"]["user_id"], "31ddb597e03147118cf8d2f8fbea5553");
    BOOST_CHECK(data["new_state"]["context"]["parent_id"].is_null());
}

BOOST_AUTO_TEST_CASE(eventstream_shows_new_and_removed_entities) {
    HomeEvent event = kitchen_on();
    event.old_state.reset();
    const auto added = parse_json(eventstream_message(event).payload);
    BOOST_CHECK((*added)["event_data"]["old_state"].is_null());
    event = kitchen_on();
    event.removed = true;
    const auto removed = parse_json(eventstream_message(event).payload);
    BOOST_CHECK((*removed)["event_data"]["new_state"].is_null());
    BOOST_CHECK((*removed)["event_data"]["old_state"].is_object());
}

BOOST_AUTO_TEST_CASE(plain_json_object) {
    const HaMessage message = plain_json_message(kitchen_on(), "my/home");
    BOOST_CHECK_EQUAL(message.topic, "my/home/light/kitchen");
    const auto json = parse_json(message.payload);
    BOOST_REQUIRE(json.ok());
    BOOST_CHECK_EQUAL((*json)["state"], "on");
    BOOST_CHECK_EQUAL((*json)["old_state"], "off");
    BOOST_CHECK_EQUAL((*json)["last_changed"], "2025-03-09T14:05:07.123456+00:00");
    BOOST_CHECK_EQUAL((*json)["attributes"]["brightness"], 254);
    HomeEvent silent = kitchen_on();
    silent.context = {};
    BOOST_CHECK(!parse_json(plain_json_message(silent).payload)->contains("context"));
}

BOOST_AUTO_TEST_CASE(format_words) {
    BOOST_CHECK(parse_ha_format("statestream").value() == HaFormat::kStatestream);
    BOOST_CHECK(parse_ha_format("eventstream").value() == HaFormat::kEventstream);
    BOOST_CHECK(parse_ha_format("plain").value() == HaFormat::kPlainJson);
    BOOST_CHECK(parse_ha_format("xml").error().text.find("statestream") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_two_changes_of_an_entity_share_a_time) {
    std::vector<HomeEvent> events(4);
    const char* const entities[] = {"light.a", "light.a", "light.b", "light.a"};
    for (std::size_t i = 0; i < 4; ++i) {
        events[i].entity_id = entities[i];
        events[i].changed_us = events[i].updated_us = kTime;
        if (i == 1 || i == 3) events[i].old_state = "x";
    }
    events[3].changed_us = kTime - 9;  // an attribute change: last_changed is older
    make_times_distinct(events);
    BOOST_CHECK_EQUAL(events[0].entity_id + events[1].entity_id, "light.alight.b");
    BOOST_CHECK_EQUAL(events[2].updated_us, kTime + 1);
    BOOST_CHECK_EQUAL(events[2].changed_us, kTime + 1);
    BOOST_CHECK_EQUAL(events[2].old_updated_us, kTime);
    BOOST_CHECK_EQUAL(events[3].updated_us, kTime + 2);
    BOOST_CHECK_EQUAL(events[3].changed_us, kTime + 1);  // that of the state before it
}

BOOST_AUTO_TEST_CASE(context_ids_are_ulids) {
    BOOST_CHECK_EQUAL(make_context_id(1'469'918'176'385'000, 0, 0), "01ARYZ6S410000000000000000");
    const std::string id = make_context_id(kTime, ~0ULL, 33);
    BOOST_CHECK_EQUAL(id.size(), 26u);
    BOOST_CHECK_EQUAL(id.substr(10), "ZZZZZZZZ00000011");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
