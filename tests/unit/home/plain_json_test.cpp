#include "home/plain_json.hpp"

#include <boost/test/unit_test.hpp>

#include "message_maker.hpp"

using namespace hearth;
using test::at;
using test::message;

namespace {

std::vector<Fact> parse(const std::string& payload) {
    return parse_plain_json(message("home/events", payload));
}

Fact only_fact(const std::string& payload) {
    const auto facts = parse(payload);
    BOOST_REQUIRE_EQUAL(facts.size(), 1U);
    return facts[0];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plain_json)

BOOST_AUTO_TEST_CASE(reads_states_of_each_type) {
    struct Row {
        const char *value, *state;
    };
    const Row rows[] = {
        {"\"on\"", "on"},    {"true", "on"},     {"false", "off"},
        {"21.5", "21.5"},    {"21.0", "21.0"},   {"-3", "-3"},
        {"\"\"", ""},        {"1e-05", "1e-05"}, {"18446744073709551615", "18446744073709551615"},
        {"\"\\u00fc\"", "ü"}};
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.value) {
            const Fact fact =
                only_fact(std::string(R"({"entity_id":"light.x","state":)") + row.value + "}");
            BOOST_TEST(to_string(fact.kind) == "state");
            BOOST_TEST(bool(fact.source == SourceKind::kPlainJson));
            BOOST_TEST(fact.state == row.state);
            BOOST_TEST(!fact.context.known);
            BOOST_TEST(!fact.changed_us);
            BOOST_TEST(!fact.old_state);
        }
}

BOOST_AUTO_TEST_CASE(reads_times_of_each_form) {
    const TimeUs expected = at("2025-03-09T14:05:07");
    for (const char* value :
         {"1741529107", "1741529107.0", "1741529107000", "1741529107000000",
          "\"2025-03-09T14:05:07Z\"", "\"2025-03-09T15:05:07+01:00\"", "\"2025-03-09 14:05:07\""}) {
        BOOST_TEST_CONTEXT(value)
        for (const char* key : {"time", "last_changed"}) {
            const Fact fact = only_fact(R"({"entity_id":"light.x","state":"on",")" +
                                        std::string(key) + "\":" + value + "}");
            BOOST_TEST(fact.changed_us.value() == expected);
        }
    }
    const Fact fraction = only_fact(R"({"entity_id":"a.b","state":"on","time":1741529107.25})");
    BOOST_TEST(fraction.changed_us.value() == expected + 250'000);
    const Fact both = only_fact(
        R"({"entity_id":"a.b","state":"on","time":1,"last_changed":1741529107,"last_updated":1741529108})");
    BOOST_TEST(both.changed_us.value() == expected);
    BOOST_TEST(both.updated_us.value() == expected + kMicrosPerSecond);
    BOOST_TEST(!only_fact(R"({"entity_id":"a.b","state":"on","time":null})").changed_us);
}

BOOST_AUTO_TEST_CASE(reads_the_cause) {
    const Fact user = only_fact(R"({"entity_id":"a.b","state":"on","user_id":"u1","id":"c1"})");
    BOOST_TEST(user.context.known);
    BOOST_TEST(user.context.user_id == "u1");
    BOOST_TEST(user.context.id == "c1");
    const Fact nobody = only_fact(R"({"entity_id":"a.b","state":"on","user_id":null})");
    BOOST_TEST(nobody.context.known);
    BOOST_TEST(nobody.context.user_id.empty());
    const Fact full = only_fact(
        R"({"entity_id":"a.b","state":"on","context":{"id":"i","parent_id":"p","user_id":null}})");
    BOOST_TEST(full.context.parent_id == "p");
    const Fact only_id = only_fact(R"({"entity_id":"a.b","state":"on","id":"m7"})");
    BOOST_TEST(!only_id.context.known);
    BOOST_TEST(only_id.context.id == "m7");
    const Fact huge =
        only_fact(R"({"entity_id":"a.b","state":"on","user_id":")" + std::string(65, 'u') + "\"}");
    BOOST_TEST(huge.context.user_id.empty());
}

BOOST_AUTO_TEST_CASE(reads_old_state_and_attributes) {
    const Fact fact = only_fact(
        R"({"entity_id":"a.b","state":"on","old_state":false,"attributes":{"x":1},"more":[1]})");
    BOOST_TEST(fact.old_state.value() == "off");
    BOOST_TEST(fact.attributes["x"] == 1);
    const Fact odd =
        only_fact(R"({"entity_id":"a.b","state":"on","old_state":{},"attributes":[1]})");
    BOOST_TEST(!odd.old_state);
    BOOST_TEST(odd.attributes.is_null());
}

BOOST_AUTO_TEST_CASE(reads_arrays_one_by_one) {
    const auto facts = parse(
        R"([{"entity_id":"a.b","state":"on"},{"entity_id":"A.b","state":"on"},5,{"entity_id":"a.c","state":1}])");
    BOOST_REQUIRE_EQUAL(facts.size(), 4U);
    BOOST_TEST(facts[0].entity_id == "a.b");
    BOOST_TEST(facts[1].reason_code == "bad_entity_id");
    BOOST_TEST(facts[2].reason_code == "bad_shape");
    BOOST_TEST(facts[3].state == "1");
    BOOST_TEST(only_fact("[]").reason_code == "empty");
    BOOST_TEST(only_fact("").reason_code == "cleared");
}

BOOST_AUTO_TEST_CASE(quarantines_what_is_broken) {
    struct Row {
        std::string payload;
        const char* code;
    };
    const Row rows[] = {
        {"on", "bad_json"},
        {"5", "bad_shape"},
        {"\"on\"", "bad_shape"},
        {"null", "bad_shape"},
        {"[[]]", "bad_shape"},
        {"{}", "bad_entity_id"},
        {R"({"state":"on"})", "bad_entity_id"},
        {R"({"entity_id":"kitchen","state":"on"})", "bad_entity_id"},
        {R"({"entity_id":"a.b.c","state":"on"})", "bad_entity_id"},
        {R"({"entity_id":["a.b"],"state":"on"})", "bad_entity_id"},
        {R"({"entity_id":"a.b"})", "bad_state"},
        {R"({"entity_id":"a.b","state":null})", "bad_state"},
        {R"({"entity_id":"a.b","state":{}})", "bad_state"},
        {R"({"entity_id":"a.b","state":NaN})", "bad_state"},
        {R"({"entity_id":"a.b","state":")" + std::string(256, 'x') + "\"}", "state_too_long"},
        {R"({"entity_id":"a.b","state":"on","time":"soon"})", "bad_time"},
        {R"({"entity_id":"a.b","state":"on","time":[]})", "bad_time"},
        {R"({"entity_id":"a.b","state":"on","time":5})", "bad_time"},
        {R"({"entity_id":"a.b","state":"on","time":-1741529107})", "bad_time"},
        {R"({"entity_id":"a.b","state":"on","time":1e300})", "bad_time"},
        {R"({"entity_id":"a.b","state":"on","time":9223372036854775807})", "bad_time"},
        {R"({"entity_id":"a.b","state":"on","time":4102444800})", "bad_time"},
        {R"({"entity_id":"a.b","state":"on","last_updated":"x"})", "bad_time"},
        {"{\"entity_id\":\"\xff\"}", "bad_utf8"},
        {std::string(300'000, ' '), "too_large"},
        {R"({"a":)" + std::string(64, '[') + std::string(64, ']') + "}", "too_deep"},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.payload.substr(0, 100)) {
            const Fact fact = only_fact(row.payload);
            BOOST_TEST(to_string(fact.kind) == "quarantined");
            BOOST_TEST(fact.reason_code == row.code);
            BOOST_TEST(fact.reason.size() > 10);
        }
}

BOOST_AUTO_TEST_SUITE_END()
