// Zigbee2MQTT without Home Assistant, over a real broker: its list of devices, what they say, who
// is there and who is not, and all of it over a kill.
#include "learning_home.hpp"
#include "store/store.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

const Json kDevices = Json::parse(R"([
  {"friendly_name": "Coordinator", "type": "Coordinator", "definition": null},
  {"friendly_name": "Hall", "type": "Router", "definition": {"exposes": [
     {"type": "light", "features": [{"name": "state", "property": "state", "access": 7}]}]}},
  {"friendly_name": "Front door", "type": "EndDevice", "definition": {"exposes": [
     {"type": "binary", "name": "contact", "property": "contact", "access": 1,
      "value_on": false, "value_off": true}]}}])");

struct ZigbeeHome {
    Mosquitto broker;
    Daemon daemon{broker.uri(), {"sources=[{kind: zigbee2mqtt, topic: zigbee2mqtt}]"}};

    ZigbeeHome() { begin(); }
    void begin() {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["subscribed"] == true; }));
    }
    void say(const std::vector<std::pair<std::string, std::string>>& messages,
             bool retain = false) {
        TestPublisher publisher("127.0.0.1", broker.port(), "zigbee");
        for (const auto& [topic, payload] : messages)
            publisher.publish("zigbee2mqtt/" + topic, payload, retain);
        BOOST_REQUIRE(publisher.flush());
        BOOST_REQUIRE(daemon.wait_until_quiet());
    }
    std::vector<std::string> labels() {
        const Json samples = take(daemon.call("samples", {{"model", kModel}, {"limit", 20}}));
        std::vector<std::string> out;
        for (const Json& sample : samples["latest"]) out.push_back(sample["label"]);
        std::reverse(out.begin(), out.end());
        return out;
    }
    // As the database has it; the daemon ends for that.
    std::string state_of(const std::string& entity_id) {
        daemon.kill();
        SystemClock clock;
        std::string out;
        {
            const auto store =
                take(store::Store::open(daemon.data_folder(), Durability::kNormal, clock));
            const auto entity = take(store->entities().entity(entity_id));
            out = entity ? entity->state : "unknown to Hearth";
        }
        begin();
        return out;
    }
    std::int64_t quarantined() { return take(daemon.call("status"))["events"]["quarantined"]; }
};

using Labels = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(zigbee, *boost::unit_test::precondition(needs_mosquitto))

BOOST_AUTO_TEST_CASE(devices_are_known_by_their_list_and_an_open_door_is_on) {
    ZigbeeHome home;
    home.say({{"bridge/devices", kDevices.dump()}}, true);
    // The first that is heard of an entity is no change.
    home.say(
        {{"Hall", R"({"state":"OFF","linkquality":80})"}, {"Front door", R"({"contact":true})"}});
    BOOST_TEST(home.labels() == Labels());
    home.say({{"Hall", R"({"state":"ON","linkquality":81})"},
              {"Hall", R"({"state":"ON"})"},
              {"Front door", R"({"contact":false})"}});
    const Labels both = {"light.hall=on", "binary_sensor.front_door_contact=on"};
    BOOST_TEST(home.labels() == both);
    BOOST_TEST(home.state_of("binary_sensor.front_door_contact") == "on");  // contact: false
    // The list came before the kill, and is known after it.
    home.say({{"Front door", R"({"contact":true})"}, {"Hall", R"({"state":"OFF"})"}});
    BOOST_TEST(home.labels().back() == "light.hall=off");
    BOOST_TEST(home.state_of("binary_sensor.front_door_contact") == "off");
    BOOST_TEST(home.state_of("switch.hall") == "unknown to Hearth");  // no guess
    BOOST_TEST(home.quarantined() == 0);
}

BOOST_AUTO_TEST_CASE(who_is_away_is_unavailable_in_both_forms_and_who_comes_back_did_nothing) {
    ZigbeeHome home;
    home.say({{"bridge/devices", kDevices.dump()}}, true);
    home.say({{"Hall", R"({"state":"OFF"})"},
              {"Hall", R"({"state":"ON"})"},
              {"Front door", R"({"contact":true})"},
              {"Front door", R"({"contact":false})"}});
    const Labels before = home.labels();
    BOOST_TEST(before.size() == 2U);
    home.say(
        {{"Hall/availability", R"({"state":"offline"})"}, {"Front door/availability", "offline"}},
        true);
    BOOST_TEST(home.state_of("light.hall") == "unavailable");
    BOOST_TEST(home.state_of("binary_sensor.front_door_contact") == "unavailable");
    home.say(
        {{"Hall/availability", R"({"state":"online"})"}, {"Front door/availability", "online"}},
        true);
    home.say({{"Hall", R"({"state":"ON"})"}, {"Front door", R"({"contact":false})"}});
    BOOST_TEST(home.state_of("light.hall") == "on");
    BOOST_TEST(home.labels() == before);
    home.say({{"Hall", R"({"state":"OFF"})"}});
    BOOST_TEST(home.labels().back() == "light.hall=off");
    // What cannot be read is put aside and changes nothing.
    home.say({{"Hall/availability", R"({"state":5})"}, {"bridge/devices", "{"}});
    BOOST_TEST(home.quarantined() == 2);
    BOOST_TEST(home.state_of("light.hall") == "off");
}

BOOST_AUTO_TEST_CASE(what_comes_right_after_zigbee2mqtt_came_is_nobodys_doing) {
    ZigbeeHome home;
    home.say({{"bridge/devices", kDevices.dump()}}, true);
    home.say({{"Hall", R"({"state":"OFF"})"}});
    for (const char* online : {R"({"state":"online"})", "online"}) {
        home.say({{"bridge/state", online}}, true);
        home.say({{"Hall", R"({"state":"ON"})"}, {"Hall", R"({"state":"OFF"})"}});
        BOOST_TEST(home.labels() == Labels());
    }
    BOOST_TEST(home.state_of("light.hall") == "off");
}

BOOST_AUTO_TEST_SUITE_END()
