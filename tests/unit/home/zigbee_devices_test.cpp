#include "home/zigbee_devices.hpp"

#include <boost/test/unit_test.hpp>

#include "home/change_assembler.hpp"
#include "home/interpreter.hpp"
#include "home/origin_attributor.hpp"
#include "message_maker.hpp"

using namespace hearth;
using test::message;

namespace {

constexpr const char* kList = R"([
    {"friendly_name":"Lamp","definition":{"exposes":[
        {"type":"light","features":[{"name":"state","property":"state"}]}]}},
    {"friendly_name":"Door","definition":{"exposes":[
        {"type":"binary","property":"contact","access":1,"value_on":false,"value_off":true}]}}])";

struct NothingKnown final : KnownStates {
    std::optional<KnownState> find(const std::string&) const override { return std::nullopt; }
};

// An interpreter that is taught what it reads, as the ingest does.
struct Home {
    std::shared_ptr<ZigbeeDevices> devices = std::make_shared<ZigbeeDevices>();
    Interpreter interpreter{{{SourceKind::kZigbee2Mqtt, "zigbee2mqtt", {}}},
                            "homeassistant/status",
                            256 * 1024,
                            devices};
    NothingKnown nothing;
    ChangeAssembler assembler{{}, nothing};
    std::int64_t inbox_id = 0;

    std::vector<StateChange> read(const std::string& topic, const std::string& payload,
                                  bool retained = false) {
        InboundMessage one = message("zigbee2mqtt/" + topic, payload, retained);
        one.inbox_id = ++inbox_id;
        one.received_us += inbox_id * kMicrosPerSecond;
        for (const Fact& fact : interpreter.interpret(one)) {
            if (fact.event_type == kZigbeeDeviceList) devices->learn(fact.event_data);
            assembler.add(fact, one, inbox_id * kMicrosPerSecond);
        }
        return assembler.take_ready(inbox_id * kMicrosPerSecond);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(zigbee_devices, Home)

BOOST_AUTO_TEST_CASE(a_list_replaces_the_one_before) {
    read("bridge/devices", kList);
    BOOST_REQUIRE(devices->find("zigbee2mqtt", "Lamp") != nullptr);
    BOOST_TEST(devices->find("zigbee2mqtt", "Lamp")->entities.at(0).entity_id == "light.lamp");
    BOOST_TEST(devices->find("zigbee2mqtt", "lamp") == nullptr);
    BOOST_TEST(devices->find("other", "Lamp") == nullptr);
    read("bridge/devices", R"([{"friendly_name":"Door"}])");
    BOOST_TEST(devices->find("zigbee2mqtt", "Lamp") == nullptr);
    BOOST_TEST(devices->find("zigbee2mqtt", "Door")->entities.empty());
}

BOOST_AUTO_TEST_CASE(the_same_list_again_says_nothing_new) {
    read("bridge/devices", kList);
    BOOST_TEST(assembler.take_attribute_updates().size() == 3U);
    const auto again = interpreter.interpret(message("zigbee2mqtt/bridge/devices", kList, true));
    BOOST_REQUIRE(again.size() == 1U);
    BOOST_TEST(again[0].reason_code == "known_devices");
    devices->learn(Json::array());
    devices->learn(Json{{"base", "zigbee2mqtt"}});
    BOOST_TEST(devices->find("zigbee2mqtt", "Lamp") != nullptr);
}

BOOST_AUTO_TEST_CASE(what_a_message_repeats_is_no_change) {
    read("bridge/devices", kList);
    BOOST_TEST(read("Lamp", R"({"state":"ON","linkquality":10})").at(0).state_differs);
    BOOST_TEST(!read("Lamp", R"({"state":"ON","linkquality":11})").at(0).state_differs);
    const auto off = read("Lamp", R"({"state":"OFF","linkquality":11})");
    BOOST_TEST(off.at(0).state_differs);
    BOOST_TEST(off.at(0).old_state.value() == "on");
    BOOST_TEST(to_string(origin_alone(off.at(0))) == "unknown");
}

BOOST_AUTO_TEST_CASE(each_press_of_a_button_is_a_change) {
    for (const char* expected : {"event.new_action", "event.new_action"}) {
        const auto press = read("New", R"({"action":"single"})");
        BOOST_REQUIRE(press.size() == 1U);
        BOOST_TEST(press[0].entity_id == expected);
        BOOST_TEST(press[0].state_differs);
        BOOST_TEST(to_string(origin_alone(press[0])) == "device");
        BOOST_TEST(read("New", R"({"action":""})").empty());
    }
    BOOST_TEST(read("New", R"({"action":"single"})", true).empty());
}

BOOST_AUTO_TEST_CASE(a_snapshot_is_no_event) {
    const auto kept = read("Door", R"({"contact":false})", true);
    BOOST_REQUIRE(kept.size() == 1U);
    BOOST_TEST(kept[0].snapshot);
    BOOST_TEST(kept[0].new_state == "on");
}

BOOST_AUTO_TEST_CASE(who_comes_back_did_nothing) {
    read("bridge/devices", kList);
    read("Door", R"({"contact":true})");
    const auto gone = read("Door/availability", R"({"state":"offline"})");
    BOOST_TEST(gone.at(0).new_state == "unavailable");
    BOOST_TEST(to_string(origin_alone(gone.at(0))) == "restart");
    BOOST_TEST(read("Door/availability", "online").empty());
    const auto back = read("Door", R"({"contact":false})");
    BOOST_TEST(to_string(origin_alone(back.at(0))) == "restart");
}

BOOST_AUTO_TEST_SUITE_END()
