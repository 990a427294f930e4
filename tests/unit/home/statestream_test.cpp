#include "home/statestream.hpp"

#include <boost/test/unit_test.hpp>

#include "message_maker.hpp"

using namespace hearth;
using test::at;
using test::message;

namespace {

Fact parse_one(const std::string& topic, const std::string& payload, bool retained = false,
               const char* base = "ha_state") {
    const auto facts = parse_statestream(base, message(topic, payload, retained));
    BOOST_REQUIRE_EQUAL(facts.size(), 1U);
    BOOST_TEST(bool(facts[0].source == SourceKind::kStatestream));
    return facts[0];
}

std::string word(const Fact& fact) { return to_string(fact.kind); }

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

BOOST_AUTO_TEST_SUITE(statestream)

BOOST_AUTO_TEST_CASE(keeps_states_raw) {
    std::string umlauts;
    for (int i = 0; i < 255; ++i) umlauts += "ü";
    const std::string payloads[] = {"on",    "21.5",       "Küche ☕",     "{\"a\": 1}", "007",
                                    "1,5",   "true",       "None",        "\"quoted\"", "null",
                                    "NaN",   "[1",         "unavailable", "",           " ",
                                    "1e-05", "two\nlines", umlauts,       "😀"};
    for (const auto& payload : payloads) {
        BOOST_TEST_CONTEXT(payload) {
            const Fact fact = parse_one("ha_state/sensor/x/state", payload);
            BOOST_TEST(word(fact) == "state");
            BOOST_TEST(fact.entity_id == "sensor.x");
            BOOST_TEST(fact.state == payload);
        }
    }
}

BOOST_AUTO_TEST_CASE(keeps_attribute_values_as_json) {
    struct Row {
        const char *leaf, *payload, *attribute, *value;
    };
    const Row rows[] = {
        {"brightness", "254", "brightness", "254"},
        {"friendly_name", "\"K\\u00fcche\"", "friendly_name", "\"K\\u00fcche\""},
        {"emoji", "\"\\ud83d\\ude00\"", "emoji", "\"\\ud83d\\ude00\""},
        {"rgb_color", "[255, 180, 100]", "rgb_color", "[255, 180, 100]"},
        {"effect", "null", "effect", "null"},
        {"assumed_state", "true", "assumed_state", "true"},
        {"nan", "NaN", "nan", "null"},
        {"list", "[NaN, -Infinity, \"NaN\"]", "list", "[null,null,\"NaN\"]"},
        {"big", "123456789012345678901234567890", "big", "123456789012345678901234567890"},
        {"small", "1e-05", "small", "1e-05"},
        {"pretty", "{\n \"a\": 1\r\n}", "pretty", "{  \"a\": 1  }"},
        {"Firmware Version", "\"1.2\"", "Firmware Version", "\"1.2\""},
        {"größe", "3", "größe", "3"},
        {"a/b", "1", "a/b", "1"},
        {"a/b/", "1", "a/b/", "1"},
        {"state_class", "\"total\"", "state_class", "\"total\""},
        {"last_changed", "\"2025-03-09T14:05:07+00:00\"", "last_changed",
         "\"2025-03-09T14:05:07+00:00\""},
        {"last_updated", "5", "last_updated", "5"},
        {"config", "{\"speed\": 3}", "config", "{\"speed\": 3}"},
        {"config", "7", "config", "7"},
        {"last_triggered", "\"2025-03-09T14:05:07+02:00\"", "last_triggered",
         "\"2025-03-09T14:05:07+02:00\""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.leaf << " = " << row.payload) {
            const Fact fact =
                parse_one(std::string("ha_state/light/kitchen/") + row.leaf, row.payload);
            BOOST_TEST(word(fact) == "attribute");
            BOOST_TEST(fact.entity_id == "light.kitchen");
            BOOST_TEST(fact.attribute == row.attribute);
            BOOST_TEST(fact.value == row.value);
        }
    }
}

BOOST_AUTO_TEST_CASE(reads_times) {
    const Fact updated =
        parse_one("ha_state/light/kitchen/last_updated", "2025-03-09T14:05:07.123456+00:00");
    BOOST_TEST(word(updated) == "time");
    BOOST_TEST(updated.updated_us.value() == 1'741'529'107'123'456);
    BOOST_TEST(!updated.changed_us);
    const Fact changed =
        parse_one("ha_state/light/kitchen/last_changed", "2025-03-09T15:05:07+01:00", true);
    BOOST_TEST(changed.changed_us.value() == 1'741'529'107'000'000);
    BOOST_TEST(!changed.updated_us);
    BOOST_TEST(word(parse_one("ha_state/sun/sun/last_changed", "1990-01-01T00:00:00+00:00")) ==
               "time");
    BOOST_TEST(word(parse_one("ha_state/sun/sun/last_changed", "2025-03-10T14:05:08+00:00")) ==
               "time");
}

BOOST_AUTO_TEST_CASE(quarantines_what_is_broken) {
    struct Row {
        std::string leaf, payload;
        const char* code;
    };
    std::string too_long;
    for (int i = 0; i < 256; ++i) too_long += "ü";
    const Row rows[] = {
        {"state", "\xff\xfe", "bad_utf8"},
        {"state", "\xed\xa0\x80", "bad_utf8"},
        {"state", too_long, "state_too_long"},
        {"state", std::string(300'000, 'x'), "too_large"},
        {"state", std::string(256 * 1024, 'x'), "state_too_long"},
        {"forecast", "\"" + std::string(256 * 1024, 'x') + "\"", "too_large"},
        {"deep", nested(65), "too_deep"},
        {"deep", "[\"" + std::string(10, '[') + "\"", "bad_json"},
        {"brightness", "on", "bad_json"},
        {"brightness", "{\"a\":", "bad_json"},
        {"brightness", "1 2", "bad_json"},
        {"brightness", std::string("1\0 2", 4), "bad_json"},
        {"brightness", std::string("1\0", 2), "bad_json"},
        {"brightness", "\"\\ud83d\"", "bad_json"},
        {"brightness", "\"\xff\"", "bad_utf8"},
        {"last_changed", "yesterday", "bad_time"},
        {"last_changed", "2025-02-30T00:00:00+00:00", "bad_time"},
        {"last_changed", "2025-13-01T00:00:00+00:00", "bad_time"},
        {"last_changed", "2025-03-09T24:00:00+00:00", "bad_time"},
        {"last_changed", "1989-12-31T23:59:59+00:00", "bad_time"},
        {"last_changed", "0001-01-01T00:00:00+00:00", "bad_time"},
        {"last_updated", "2025-03-10T14:05:09+00:00", "bad_time"},
        {"last_updated", "9999-12-31T23:59:59.999999+00:00", "bad_time"},
        {"last_updated", "2025-03-09T14:05:07+00:00 x", "bad_time"},
        {std::string(256, 'a'), "1", "attribute_name_too_long"},
        {"n\xff", "1", "bad_utf8"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.leaf.substr(0, 20) << " = " << row.payload.substr(0, 40)) {
            const Fact fact = parse_one("ha_state/sensor/x/" + row.leaf, row.payload);
            BOOST_TEST(word(fact) == "quarantined");
            BOOST_TEST(fact.reason_code == row.code);
            BOOST_TEST(fact.reason.size() > 10);
            BOOST_TEST(fact.entity_id == "sensor.x");
        }
    }
    BOOST_TEST(word(parse_one("ha_state/sensor/x/deep", nested(64))) == "attribute");
}

BOOST_AUTO_TEST_CASE(quarantines_impossible_entity_ids) {
    for (const char* topic :
         {"ha_state/Light/x/state", "ha_state/light/X/state", "ha_state/light/_x/state",
          "ha_state/light/x_/state", "ha_state/a__b/x/state", "ha_state/light/a b/state",
          "ha_state//x/state", "ha_state/light//state", "ha_state/light/a.b/state",
          "ha_state/light/k\xc3\xbc/state"})
        BOOST_TEST_CONTEXT(topic) {
            const Fact fact = parse_one(topic, "on");
            BOOST_TEST(word(fact) == "quarantined");
            BOOST_TEST(fact.reason_code == "bad_entity_id");
        }
    const Fact fact = parse_one("ha_state/light/" + std::string(250, 'x') + "/state", "on");
    BOOST_TEST(fact.reason_code == "bad_entity_id");
}

BOOST_AUTO_TEST_CASE(ignores_what_is_no_leaf) {
    struct Row {
        const char *topic, *payload;
        bool retained;
        const char* code;
    };
    const Row rows[] = {
        {"ha_state/light/kitchen", "on", false, "unknown_topic"},
        {"ha_state/light/kitchen/", "on", false, "unknown_topic"},
        {"ha_state/light", "on", false, "unknown_topic"},
        {"ha_state", "on", false, "unknown_topic"},
        {"ha_states/light/kitchen/state", "on", false, "unknown_topic"},
        {"other/light/kitchen/state", "on", false, "unknown_topic"},
        {"ha_state/light/kitchen/state", "", true, "cleared"},
        {"ha_state/light/kitchen/brightness", "", true, "cleared"},
        {"ha_state/light/kitchen/brightness", "", false, "cleared"},
        {"ha_state/light/kitchen/last_changed", "", false, "cleared"},
        {"ha_state/sensor/x/config", "{\"unique_id\": \"a\", \"stat_t\": \"b\"}", true,
         "discovery"},
        {"ha_state/sensor/0x00158D/temperature/config", "{\"uniq_id\": \"a\"}", true, "discovery"},
        {"ha_state/device/edge/config", "{\"dev\": {}}", true, "discovery"},
        {"ha_state/sensor/x/config", "", true, "discovery"},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.topic) {
            const Fact fact = parse_one(row.topic, row.payload, row.retained);
            BOOST_TEST(word(fact) == "ignored");
            BOOST_TEST(fact.reason_code == row.code);
            BOOST_TEST(!fact.reason.empty());
        }
}

BOOST_AUTO_TEST_CASE(takes_any_base) {
    struct Row {
        const char *base, *topic;
    };
    const Row rows[] = {{"ha_state", "ha_state/light/x/state"},
                        {"ha_state/", "ha_state/light/x/state"},
                        {"/ha", "/ha/light/x/state"},
                        {"a/b", "a/b/light/x/state"},
                        {"homeassistant", "homeassistant/light/x/state"},
                        {"light/y", "light/y/light/x/state"}};
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.base) {
            BOOST_TEST(parse_one(row.topic, "on", false, row.base).entity_id == "light.x");
        }
}

BOOST_AUTO_TEST_CASE(guesses_a_base) {
    struct Row {
        const char *topic, *base;
    };
    const Row rows[] = {{"ha_state/light/x/state", "ha_state"},
                        {"ha/state/light/x/a/b", "ha/state"},
                        {"/ha/light/x/state", "/ha"},
                        {"home/made_up/x/state", "home"},
                        {"a/b/made_up/x/state", "a/b"},
                        {"homeassistant/zone/home/state", "homeassistant"},
                        {"homeassistant/alarm_control_panel/x/state", "homeassistant"},
                        {"light/x/state", ""},
                        {"x", ""},
                        {"", ""}};
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.topic) {
            BOOST_TEST(std::string(guess_statestream_base(row.topic)) == row.base);
        }
}

BOOST_AUTO_TEST_SUITE_END()
