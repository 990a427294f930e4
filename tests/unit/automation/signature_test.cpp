// When two automations are the same, and when one does what another would do.
#include "automation/signature.hpp"

#include "automation/yaml_reader.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::automation;
using hearth::test::take;

namespace {

Automation make(const std::string& trigger, const std::string& action,
                const std::string& more = "") {
    return take(read_automation("triggers: [" + trigger + "]\nactions: [" + action + "]\n" + more));
}

constexpr const char* kDoor = "{trigger: state, entity_id: binary_sensor.door, to: 'on'}";
constexpr const char* kHallOn = "{action: light.turn_on, target: {entity_id: light.hall}}";

}  // namespace

BOOST_AUTO_TEST_SUITE(signature)

BOOST_AUTO_TEST_CASE(what_plays_no_part) {
    const std::string plain = signature_of(make(kDoor, kHallOn)).key();
    BOOST_TEST(plain.size() == 32U);
    const std::vector<Automation> same = {
        make(kDoor, kHallOn, "alias: Hall\ndescription: x\nid: '5'\nmode: restart\n"),
        make("{platform: state, entity_id: binary_sensor.door, to: 'on', id: a, alias: b}",
             "{service: homeassistant.turn_on, entity_id: light.hall}"),
        make(kDoor,
             "{action: light.turn_on, target: {entity_id: light.hall}, data: {brightness: 9}}"),
        make(kDoor, "{delay: 5}, {if: ['{{ x }}'], then: [" + std::string(kHallOn) + "]}"),
        make(kDoor, std::string(kHallOn) + ", " + kHallOn),
        make(std::string(kDoor) + ", {trigger: sun, event: sunset, enabled: false}", kHallOn)};
    for (const Automation& one : same) BOOST_TEST(signature_of(one).key() == plain);
}

BOOST_AUTO_TEST_CASE(order_plays_no_part) {
    const std::string sun = "{trigger: sun, event: sunset}";
    const std::string fan = "{action: switch.turn_off, target: {entity_id: switch.fan}}";
    const std::string a = "{condition: state, entity_id: light.a, state: ['on', 'off']}";
    const std::string b = "{condition: time, weekday: [mon, tue]}";
    const std::string b2 = "{condition: time, weekday: [tue, mon], alias: x}";
    BOOST_TEST(signature_of(make(sun + "," + kDoor, fan + "," + kHallOn,
                                 "conditions: [" + a + "," + b + "]\n"))
                   .text() ==
               signature_of(make(std::string(kDoor) + "," + sun, std::string(kHallOn) + "," + fan,
                                 "conditions: [" + b2 + "," + a + "]\n"))
                   .text());
}

BOOST_AUTO_TEST_CASE(what_makes_a_difference) {
    const std::string plain = signature_of(make(kDoor, kHallOn)).key();
    for (const Automation& other :
         {make("{trigger: state, entity_id: binary_sensor.door, to: 'off'}", kHallOn),
          make("{trigger: state, entity_id: binary_sensor.window, to: 'on'}", kHallOn),
          make("{trigger: state, entity_id: binary_sensor.door}", kHallOn),
          make(kDoor, "{action: light.turn_off, target: {entity_id: light.hall}}"),
          make(kDoor,
               "{action: light.turn_on, target: {entity_id: light.hall}, data: {brightness: 0}}"),
          make(kDoor, "{action: light.turn_on, target: {area_id: hall}}"),
          make(kDoor, "{action: light.toggle, target: {entity_id: light.hall}}"),
          make(kDoor, kHallOn, "conditions: ['{{ x }}']\n")})
        BOOST_TEST(signature_of(other).key() != plain, signature_of(other).text());
}

BOOST_AUTO_TEST_CASE(json_and_back) {
    const Signature one = signature_of(
        make(std::string(kDoor) + ", {trigger: time, at: '07:30', weekday: [tue, mon]}", kHallOn,
             "conditions: ['{{ x }}']\n"));
    const auto read = signature_from_json(Json::parse(one.text()));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->text() == one.text());
    for (const char* wrong : {"5", "{}", "{\"happenings\":[],\"effects\":[]}",
                              "{\"happenings\":[5],\"effects\":[],\"conditions\":[]}",
                              "{\"happenings\":[],\"effects\":[{}],\"conditions\":[]}",
                              "{\"happenings\":[],\"effects\":[],\"conditions\":[1]}"})
        BOOST_TEST(!signature_from_json(Json::parse(wrong)), wrong);
}

struct Pair {
    const char* existing;
    const char* proposed;
    bool covered;
};

BOOST_AUTO_TEST_CASE(triggers_that_cover_each_other) {
    for (const Pair& one : std::vector<Pair>{
             {kDoor, kDoor, true},
             {"{trigger: state, entity_id: [binary_sensor.door, light.x], to: 'on'}", kDoor, true},
             {"{trigger: state, entity_id: binary_sensor.door}", kDoor, true},  // any state
             {kDoor, "{trigger: state, entity_id: binary_sensor.door}", false},
             {"{trigger: state, entity_id: binary_sensor.door, to: 'off'}", kDoor, false},
             {"{trigger: time, at: '07:30'}", "{trigger: time, at: '08:00'}", true},
             {"{trigger: time, at: '07:30'}", "{trigger: time, at: '08:01'}", false},
             {"{trigger: time, at: '23:50'}", "{trigger: time, at: '00:10'}", true},
             {"{trigger: time, at: '07:30'}", "{trigger: time, at: '07:30', weekday: [mon]}", true},
             {"{trigger: time, at: '07:30', weekday: [mon]}", "{trigger: time, at: '07:30'}",
              false},
             {"{trigger: time, at: '07:30', weekday: [mon, tue]}",
              "{trigger: time, at: '07:40', weekday: [tue]}", true},
             {"{trigger: time, at: '07:30', weekday: [mon]}",
              "{trigger: time, at: '07:30', weekday: [tue]}", false},
             {"{trigger: sun, event: sunset}", "{trigger: sun, event: sunset, offset: '00:20'}",
              true},
             {"{trigger: sun, event: sunset}", "{trigger: sun, event: sunset, offset: '01:20'}",
              false},
             {"{trigger: sun, event: sunset}", "{trigger: sun, event: sunrise}", false},
             {"{trigger: zone, entity_id: person.anna, zone: zone.home, event: enter}",
              "{trigger: state, entity_id: person.anna, to: home}", true},
             {"{trigger: state, entity_id: person.anna, to: not_home}",
              "{trigger: zone, entity_id: person.anna, zone: zone.home, event: leave}", true},
             {"{trigger: zone, entity_id: person.anna, zone: zone.work, event: enter}",
              "{trigger: state, entity_id: person.anna, to: home}", false},
             {"{trigger: numeric_state, entity_id: sensor.a, above: 5}",
              "{trigger: numeric_state, entity_id: sensor.a, above: 5}", true},
             {"{trigger: numeric_state, entity_id: sensor.a, above: 5}",
              "{trigger: numeric_state, entity_id: sensor.a, above: 6}", false},
             {kDoor, "{trigger: state, entity_id: [binary_sensor.door, light.x], to: 'on'}", false},
         })
        BOOST_TEST(covers(make(one.existing, kHallOn), make(one.proposed, kHallOn)) == one.covered,
                   one.existing << " / " << one.proposed);
}

BOOST_AUTO_TEST_CASE(actions_that_cover_each_other) {
    const char* both = "{action: light.turn_on, target: {entity_id: [light.hall, light.bath]}}";
    for (const Pair& one : std::vector<Pair>{
             {both, kHallOn, true},
             {kHallOn, both, false},
             {"{action: homeassistant.turn_on, target: {entity_id: light.hall}}", kHallOn, true},
             {"{action: light.turn_off, target: {entity_id: light.hall}}", kHallOn, false},
             {"{action: climate.set_hvac_mode, target: {entity_id: climate.a}, data: {hvac_mode: "
              "'off'}}",
              "{action: climate.turn_off, target: {entity_id: climate.a}}", true},
             {"{action: climate.set_temperature, target: {entity_id: climate.a}, data: "
              "{temperature: "
              "19}}",
              "{action: climate.set_temperature, target: {entity_id: climate.a}, data: "
              "{temperature: "
              "21}}",
              false},
             {"{choose: [{conditions: [], sequence: ["
              "{action: light.turn_on, target: {entity_id: "
              "light.hall}}"
              "]}]}",
              kHallOn, true},
             {"{action: notify.anna, data: {message: a}}",
              "{action: notify.anna, data: {message: b}}", true},
         })
        BOOST_TEST(covers(make(kDoor, one.existing), make(kDoor, one.proposed)) == one.covered,
                   one.existing << " / " << one.proposed);
    // A condition more does not make it another automation; nothing covers what does nothing.
    BOOST_TEST(covers(make(kDoor, kHallOn, "conditions: ['{{ x }}']\n"), make(kDoor, kHallOn)));
    BOOST_TEST(!covers(make(kDoor, kHallOn), make(kDoor, "{delay: 1}")));
    BOOST_TEST(!covers(make(kDoor, kHallOn), make("", kHallOn)));
    BOOST_TEST(covers(make("{trigger: time, at: '07:30'}", kHallOn),
                      make("{trigger: time, at: '07:35'}", kHallOn),
                      {.time_tolerance_minutes = 5}));
    BOOST_TEST(!covers(make("{trigger: time, at: '07:30'}", kHallOn),
                       make("{trigger: time, at: '07:36'}", kHallOn),
                       {.time_tolerance_minutes = 5}));
}

BOOST_AUTO_TEST_CASE(in_plain_words) {
    BOOST_TEST(in_words(signature_of(make(
                   std::string(kDoor) + ", {trigger: time, at: '07:30', "
                                        "weekday: [mon]}, {trigger: sun, event: sunset, offset: "
                                        "'-00:45'}",
                   kHallOn, "conditions: ['{{ x }}']\n"))) ==
               "when binary_sensor.door is on or 45 min before sunset or at 07:30 (mon), under 1 "
               "condition: light.hall on");
    BOOST_TEST(in_words(Signature()) == "when run by hand: nothing is known of what it does");
}

BOOST_AUTO_TEST_SUITE_END()
