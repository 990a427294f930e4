// The check of discovery payloads finds each breach of Home Assistant's rules.
#include <boost/test/unit_test.hpp>

#include "support/discovery_validator.hpp"

using namespace hearth;
using hearth::test::discovery::problems_of;

namespace {

const char* const kTopic = "homeassistant/device/agent_01/config";

Json valid() {
    return *parse_json(R"({
        "device": {"identifiers": ["a"], "name": "A", "configuration_url": "http://10.0.0.5"},
        "origin": {"name": "agent"},
        "availability": [{"topic": "a/status"}],
        "components": {
            "sensor": {"platform": "sensor", "unique_id": "a_1", "name": "One", "state_topic": "a/1"},
            "number": {"platform": "number", "unique_id": "a_2", "command_topic": "a/2", "min": 1, "max": 5},
            "select": {"platform": "select", "unique_id": "a_3", "command_topic": "a/3", "options": ["x", "y"]},
            "event": {"platform": "event", "unique_id": "a_4", "state_topic": "a/4", "event_types": ["x"]},
            "text": {"platform": "text", "unique_id": "a_5", "command_topic": "a/5"},
            "button": {"platform": "button", "unique_id": "a_6", "command_topic": "a/6"}}})");
}

struct Breach {
    const char* path;     // JSON pointer
    const char* value;    // what is put there; nullptr: removed
    const char* problem;  // part of what is found
};

const Breach kBreaches[] = {
    {"/device", nullptr, "data['device']"},
    {"/origin", nullptr, "data['origin']"},
    {"/components", nullptr, "data['components']"},
    {"/~0", R"("a")", "extra keys not allowed @ data['~']"},
    {"/retain", "true", "extra keys not allowed @ data['retain']"},
    {"/device/maker", R"("x")", "extra keys not allowed @ data['device']['maker']"},
    {"/device/identifiers", nullptr, "neither identifiers nor connections"},
    {"/device/identifiers", "[]", "neither identifiers nor connections"},
    {"/device/identifiers", "7", "text or a list of texts"},
    {"/device/connections", R"(["mac"])", "list of [type, id]"},
    {"/device/name", "7", "device name is not text"},
    {"/device/configuration_url", R"("ftp://x")", "no http"},
    {"/device", "[]", "device is not an object"},
    {"/origin/name", nullptr, "data['origin']['name']"},
    {"/origin/author", R"("x")", "data['origin']['author']"},
    {"/availability/0/topic", R"("a/#/b")", "availability without a valid topic"},
    {"/availability/0/payload", R"("x")", "not allowed in availability"},
    {"/availability", R"("a/status")", "availability is not a list"},
    {"/availability_topic", R"("a/b")", "exclude each other"},
    {"/availability_mode", R"("some")", "availability_mode"},
    {"/qos", "3", "qos is 0, 1 or 2"},
    {"/components", "[]", "components is not an object"},
    {"/components/sensor", "7", "is not an object"},
    {"/components/sensor/platform", nullptr, "is not supported"},
    {"/components/sensor/platform", R"("toaster")", "'toaster' is not supported"},
    {"/components/sensor/unique_id", nullptr, "unique_id is missing"},
    {"/components/sensor/state_topic", nullptr, "required key not provided: state_topic"},
    {"/components/sensor/state_topic", R"("a/+b")", "is no valid topic"},
    {"/components/sensor/colour", R"("red")", "unknown key colour"},
    {"/components/sensor/command_template", R"("x")", "unknown key command_template"},
    {"/components/sensor/name", R"("")", "1 to 255 characters"},
    {"/components/sensor/default_entity_id", R"("switch.a")", "no entity id of a sensor"},
    {"/components/sensor/default_entity_id", R"("sensor._a")", "no entity id of a sensor"},
    {"/components/sensor/entity_category", R"("config")", "not allowed on a sensor"},
    {"/components/sensor/entity_category", R"("other")", "diagnostic or config"},
    {"/components/sensor/device_class", R"("door")", "device_class 'door'"},
    {"/components/sensor/state_class", R"("often")", "state_class 'often'"},
    {"/components/sensor/icon", R"("brain")", "prefix:name"},
    {"/components/sensor/enabled_by_default", R"("yes")", "not true or false"},
    {"/components/sensor/value_template", R"("{{ value_json.a")", "braces"},
    {"/components/sensor/options", R"(["a"])", "need device_class enum"},
    {"/components/sensor/qos", R"("1")", "qos is 0, 1 or 2"},
    {"/components/number/min", "5", "min is not less than max"},
    {"/components/number/max", R"("9")", "max is no number"},
    {"/components/number/step", "0", "step"},
    {"/components/number/mode", R"("dial")", "mode 'dial'"},
    {"/components/number/command_topic", R"("a/+")", "is no valid topic"},
    {"/components/select/options", "[]", "list of different texts"},
    {"/components/select/options", R"(["x","x"])", "list of different texts"},
    {"/components/select/options", nullptr, "required key not provided: options"},
    {"/components/event/event_types", R"("x")", "list of different texts"},
    {"/components/text/max", "300", "more than 255"},
    {"/components/button/device_class", R"("bell")", "device_class 'bell'"},
    {"/components/button/command_topic", nullptr, "required key not provided: command_topic"},
};

std::string all_of(const std::vector<std::string>& problems) {
    std::string out;
    for (const std::string& problem : problems) out += problem + "\n";
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validator)

BOOST_AUTO_TEST_CASE(a_valid_payload_has_no_problem) {
    BOOST_TEST(all_of(problems_of(kTopic, dump_json(valid()))) == "");
    BOOST_TEST(all_of(problems_of(kTopic, "")) == "");  // removes the device
    // Short names mean the same.
    BOOST_TEST(all_of(problems_of("homeassistant/device/node/a/config", R"({
        "dev": {"ids": "a", "mf": "B", "mdl": "C", "sw": "1", "sn": "7", "cu": "https://x"},
        "o": {"name": "agent", "sw": "1", "url": "https://x"}, "avty_t": "a/status", "qos": 1,
        "cmps": {"s": {"p": "sensor", "uniq_id": "1", "stat_t": "a/s", "ent_cat": "diagnostic"},
                 "gone": {"p": "switch"}}})")) == "");
}

BOOST_AUTO_TEST_CASE(each_breach_is_found) {
    for (const Breach& breach : kBreaches) {
        Json payload = valid();
        const Json::json_pointer at(breach.path);
        if (breach.value)
            payload[at] = *parse_json(breach.value);
        else
            payload[at.parent_pointer()].erase(at.back());
        const std::string found = all_of(problems_of(kTopic, dump_json(payload)));
        BOOST_TEST(found.find(breach.problem) != std::string::npos,
                   breach.path << ": '" << found << "' without '" << breach.problem << "'");
    }
}

BOOST_AUTO_TEST_CASE(the_message_itself_is_checked) {
    const std::string payload = dump_json(valid());
    for (const char* topic : {"homeassistant/device/a.b/config", "homeassistant/device//config",
                              "homeassistant/device/a/b/c/config", "homeassistant/sensor/a/config",
                              "other/device/a/config", "homeassistant/device/a/confi"})
        BOOST_TEST(all_of(problems_of(topic, payload)).find("illegal discovery topic") == 0U,
                   topic);
    BOOST_TEST(all_of(problems_of(kTopic, "{")).find("Unable to parse JSON") == 0U);
    BOOST_TEST(all_of(problems_of(kTopic, "{\"a\":\"\xff\"}")).find("Unable to parse JSON") == 0U);
    BOOST_TEST(all_of(problems_of(kTopic, "[]")).find("not a JSON object") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(two_entities_of_a_platform_with_one_unique_id_are_found) {
    Json payload = valid();
    payload["components"]["another"] = payload["components"]["sensor"];
    BOOST_TEST(all_of(problems_of(kTopic, dump_json(payload))).find("has the unique_id") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
