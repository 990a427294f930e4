#include "home/fact.hpp"

#include <boost/test/unit_test.hpp>

#include "home/interpreter.hpp"
#include "message_maker.hpp"

using namespace hearth;
using test::message;

namespace {

Json json_of(const char* topic, const char* payload) {
    const Interpreter interpreter({{SourceKind::kStatestream, "ha_state"},
                                   {SourceKind::kEventstream, "ha/events"},
                                   {SourceKind::kPlainJson, "plain"}});
    const Fact fact = interpreter.interpret(message(topic, payload)).front();
    const std::string line = to_json_line(fact);
    BOOST_TEST(line.find('\n') == std::string::npos);
    BOOST_TEST(Json::parse(line) == to_json(fact));
    return to_json(fact);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fact)

BOOST_AUTO_TEST_CASE(has_the_shape_of_interpret) {
    struct Row {
        const char *topic, *payload, *json;
    };
    const Row rows[] = {
        {"ha_state/light/x/state", "on",
         R"({"source":"statestream","kind":"state","entity_id":"light.x","state":"on","origin":"unknown"})"},
        {"ha_state/light/x/state", "",
         R"({"source":"statestream","kind":"state","entity_id":"light.x","state":"","origin":"unknown"})"},
        {"ha_state/light/x/state", "unavailable",
         R"({"source":"statestream","kind":"state","entity_id":"light.x","state":"unavailable","origin":"restart"})"},
        {"ha_state/light/x/name", "\"K\\u00fcche\"",
         R"({"source":"statestream","kind":"attribute","entity_id":"light.x","attribute":"name","value":"Küche"})"},
        {"ha_state/light/x/name", "null",
         R"({"source":"statestream","kind":"attribute","entity_id":"light.x","attribute":"name","value":null})"},
        {"ha_state/light/x/last_changed", "2025-03-09T14:05:07+00:00",
         R"({"source":"statestream","kind":"time","entity_id":"light.x","changed_us":1741529107000000})"},
        {"homeassistant/status", "online",
         R"({"kind":"availability","event_type":"homeassistant","state":"online"})"},
        {"ha/events", R"({"event_type":"tag_scanned","event_data":{"tag_id":"a"}})",
         R"({"source":"eventstream","kind":"event","event_type":"tag_scanned","event_data":{"tag_id":"a"}})"},
        {"ha/events",
         R"({"event_type":"state_changed","event_data":{"entity_id":"a.b","new_state":null,"old_state":{"state":"on"}}})",
         R"({"source":"eventstream","kind":"removed","entity_id":"a.b","old_state":"on"})"},
        {"plain", R"({"entity_id":"a.b","state":"on","user_id":"u","old_state":"off"})",
         R"({"source":"plain_json","kind":"state","entity_id":"a.b","state":"on","old_state":"off","origin":"user",
             "context":{"id":null,"parent_id":null,"user_id":"u"}})"},
    };
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.topic << " " << row.payload) {
            BOOST_TEST(json_of(row.topic, row.payload) == Json::parse(row.json));
        }
}

BOOST_AUTO_TEST_CASE(says_why_not) {
    const Json broken = json_of("ha_state/light/x/name", "oops");
    BOOST_TEST(broken["kind"] == "quarantined");
    BOOST_TEST(broken["reason_code"] == "bad_json");
    BOOST_TEST(broken["reason"].get<std::string>().size() > 10);
    BOOST_TEST(!broken.contains("value"));
    BOOST_TEST(!broken.contains("state"));
}

BOOST_AUTO_TEST_CASE(keeps_long_integers_in_the_line) {
    const char* digits = "123456789012345678901234567890";
    Fact fact;
    fact.kind = FactKind::kAttribute;
    fact.value = digits;
    BOOST_TEST(to_json_line(fact) ==
               "{\"kind\":\"attribute\",\"value\":" + std::string(digits) + "}");
}

BOOST_AUTO_TEST_SUITE_END()
