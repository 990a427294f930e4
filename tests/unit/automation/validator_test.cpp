// What Home Assistant would refuse, or what makes no sense in this home, each with its exact
// complaint; and what must pass.
#include "automation/validator.hpp"

#include <set>

#include "support/must.hpp"

using namespace hearth;
using namespace hearth::automation;

namespace {

struct Home final : EntityCatalogue {
    bool has_entity(const std::string& id) const override { return entities.contains(id); }
    std::vector<std::string> more_states_of(const std::string& id) const override {
        if (id == "media_player.tv") return {"dreaming"};
        return {};
    }
    std::set<std::string> entities = {"light.hall",
                                      "switch.fan",
                                      "binary_sensor.door",
                                      "cover.blind",
                                      "climate.living",
                                      "sensor.lux",
                                      "media_player.tv",
                                      "person.anna",
                                      "zone.home",
                                      "input_number.limit",
                                      "counter.runs",
                                      "scene.movie",
                                      "input_datetime.wake_up",
                                      "fan.bath",
                                      "group.lamps"};
};

constexpr const char* kTriggers = "triggers:\n  - trigger: homeassistant\n    event: start\n";
constexpr const char* kActions =
    "actions:\n  - action: light.turn_on\n    target: {entity_id: light.hall}\n";

std::string of_trigger(const std::string& trigger) {
    return "triggers:\n  - " + trigger + "\n" + kActions;
}
std::string of_condition(const std::string& condition) {
    return std::string(kTriggers) + "conditions:\n  - " + condition + "\n" + kActions;
}
std::string of_action(const std::string& action) {
    return std::string(kTriggers) + "actions:\n  - " + action + "\n";
}
std::string call(const std::string& service, const std::string& entity,
                 const std::string& data = "") {
    return of_action("{action: " + service + ", target: {entity_id: " + entity + "}" +
                     (data.empty() ? "" : ", data: {" + data + "}") + "}");
}

struct Case {
    std::string yaml;
    std::string complaint;  // all of them, one a line
};

void check_all(const std::vector<Case>& cases) {
    const Home home;
    for (const Case& one : cases)
        BOOST_TEST(to_string(validate(one.yaml, &home)) == one.complaint,
                   one.yaml << "\n--> " << to_string(validate(one.yaml, &home)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validator)

BOOST_AUTO_TEST_CASE(what_an_automation_may_not_be) {
    check_all({
        {"", "line 1: is not an automation: keys and values are expected"},
        {"just text", "line 1: is not an automation: keys and values are expected"},
        {"- 5\n", "line 1: 0: is not an automation: keys and values are expected"},
        {"a: [1", "line 1: not valid YAML: end of sequence flow not found"},
        {"alias: x\n", "line 1: triggers: is missing\nline 1: actions: is missing"},
        {std::string(kTriggers) + kActions + "alias: on\n",
         "line 7: alias: must be text, but Home Assistant reads an unquoted on as true; write it "
         "in "
         "quotes"},
        {std::string(kTriggers) + kActions + "alias: {a: b}\n",
         "line 7: alias: must be text, not keys and values"},
        {std::string(kTriggers) + kActions + "trigers: []\n",
         "line 7: trigers: is no key of automation"},
        {std::string(kTriggers) + "trigger: []\n" + kActions,
         "line 1: trigger: 'triggers' and 'trigger' are two spellings of one key; give one of "
         "them"},
        {std::string(kTriggers) + kActions + "action: []\n",
         "line 1: action: 'actions' and 'action' are two spellings of one key; give one of them"},
        {std::string(kTriggers) + kActions + "alias: a\nalias: b\n",
         "line 8: alias: is given twice"},
        {std::string(kTriggers) + kActions + "mode: sometimes\n",
         "line 7: mode: must be one of single, restart, queued, parallel, not 'sometimes'"},
        {std::string(kTriggers) + kActions + "mode: queued\nmax: 0\n",
         "line 8: max: must be from 1 to 1000000, not '0'"},
        {std::string(kTriggers) + kActions + "mode: queued\nmax: 1.5\n",
         "line 8: max: must be a whole number, not '1.5'"},
        {std::string(kTriggers) + kActions + "max: 5\n",
         "line 7: max: has a meaning in mode queued or parallel only"},
        {std::string(kTriggers) + kActions + "max_exceeded: loud\n",
         "line 7: max_exceeded: must be one of silent, critical, fatal, error, warning, warn, "
         "info, "
         "debug, notset, not 'loud'"},
        {std::string(kTriggers) + kActions + "initial_state: maybe\n",
         "line 7: initial_state: must be true or false, not 'maybe'"},
        {std::string(kTriggers) + kActions + "variables: [1]\n",
         "line 7: variables: must be keys and values, not a list"},
        {std::string(kTriggers) + kActions + "trace: {stored: 5}\n",
         "line 7: trace/stored: is no key of trace"},
        {"use_blueprint: {input: {}}\n", "line 1: use_blueprint/path: is missing"},
        {"- id: a\n  triggers: []\n  actions: []\n- id: a\n  triggers: []\n  actions: []\n",
         "line 4: 1/id: another automation has the same id"},
    });
}

BOOST_AUTO_TEST_CASE(what_a_trigger_may_not_be) {
    check_all({
        {of_trigger("state"), "line 2: triggers/0: is not a trigger: keys and values are expected"},
        {of_trigger("{entity_id: light.hall}"),
         "line 2: triggers/0: has no kind: 'trigger: state' or the like"},
        {of_trigger("{trigger: telepathy}"),
         "line 2: triggers/0/trigger: Home Assistant has no trigger 'telepathy'"},
        {of_trigger("{trigger: state, platform: state, entity_id: light.hall}"),
         "line 2: triggers/0/platform: 'trigger' and 'platform' are two spellings of one key; give "
         "one of them"},
        {of_trigger("{trigger: state}"), "line 2: triggers/0/entity_id: is missing"},
        {of_trigger("{trigger: state, entity_id: []}"),
         "line 2: triggers/0/entity_id: is an empty list"},
        {of_trigger("{trigger: state, entity_id: Hall}"),
         "line 2: triggers/0/entity_id: 'Hall' is no entity id such as light.kitchen"},
        {of_trigger("{trigger: state, entity_id: light.Hall}"),
         "line 2: triggers/0/entity_id: 'light.Hall' is no entity id such as light.kitchen"},
        {of_trigger("{trigger: state, entity_id: 'light.hall, light._x'}"),
         "line 2: triggers/0/entity_id: 'light._x' is no entity id such as light.kitchen"},
        {of_trigger("{trigger: state, entity_id: light.attic}"),
         "line 2: triggers/0/entity_id: there is no entity light.attic in this home"},
        {of_trigger("{trigger: state, entity_id: light.hall, to: on}"),
         "line 2: triggers/0/to: must be text, but Home Assistant reads an unquoted on as true; "
         "write it in quotes"},
        {of_trigger("{trigger: state, entity_id: light.hall, to: 'open'}"),
         "line 2: triggers/0/to: the state of light.hall is never 'open'; it can be on, off"},
        {of_trigger("{trigger: state, entity_id: counter.runs, to: many}"),
         "line 2: triggers/0/to: the state of a counter is a number, never 'many'"},
        {of_trigger("{trigger: state, entity_id: light.hall, from: ['off', dim]}"),
         "line 2: triggers/0/from/1: the state of light.hall is never 'dim'; it can be on, off"},
        {of_trigger("{trigger: state, entity_id: light.hall, for: soon}"),
         "line 2: triggers/0/for: must be a time such as \"00:05:00\", seconds, or days, hours, "
         "minutes, seconds and milliseconds, not 'soon'"},
        {of_trigger("{trigger: state, entity_id: light.hall, for: {minuts: 5}}"),
         "line 2: triggers/0/for: must be a time such as \"00:05:00\", seconds, or days, hours, "
         "minutes, seconds and milliseconds, not keys and values"},
        {of_trigger("{trigger: state, entity_id: light.hall, above: 5}"),
         "line 2: triggers/0/above: is no key of state"},
        {of_trigger("{trigger: numeric_state, entity_id: sensor.lux}"),
         "line 2: triggers/0: numeric_state needs 'above' or 'below'"},
        {of_trigger("{trigger: numeric_state, entity_id: sensor.lux, above: bright}"),
         "line 2: triggers/0/above: must be a number, or an entity of input_number, number, sensor "
         "or "
         "zone, not 'bright'"},
        {of_trigger("{trigger: numeric_state, entity_id: sensor.lux, above: 30, below: 20}"),
         "line 2: triggers/0: nothing is above 30 and below 20"},
        {of_trigger("{trigger: time}"), "line 2: triggers/0/at: is missing"},
        {of_trigger("{trigger: time, at: 12:30}"),
         "line 2: triggers/0/at: must be in quotes: Home Assistant reads an unquoted 12:30 as the "
         "number 750"},
        {of_trigger("{trigger: time, at: '25:00'}"),
         "line 2: triggers/0/at: must be a time such as \"07:30:00\", or an input_datetime or "
         "sensor, "
         "not '25:00'"},
        {of_trigger("{trigger: time, at: light.hall}"),
         "line 2: triggers/0/at: must be a time such as \"07:30:00\", or an input_datetime or "
         "sensor, "
         "not 'light.hall'"},
        {of_trigger("{trigger: time, at: '07:30', weekday: [mon, monday]}"),
         "line 2: triggers/0/weekday/1: must be of mon, tue, wed, thu, fri, sat, sun, not "
         "'monday'"},
        {of_trigger("{trigger: time, at: {offset: '-01:00:00'}}"),
         "line 2: triggers/0/at/entity_id: is missing"},
        {of_trigger("{trigger: time_pattern}"),
         "line 2: triggers/0: time_pattern needs 'hours' or 'minutes' or 'seconds'"},
        {of_trigger("{trigger: time_pattern, minutes: '05'}"),
         "line 2: triggers/0/minutes: must be a number below 60 without leading zeros, \"/\" and "
         "such "
         "a number, or \"*\", not '05'"},
        {of_trigger("{trigger: time_pattern, hours: 24}"),
         "line 2: triggers/0/hours: must be a number below 24 without leading zeros, \"/\" and "
         "such a "
         "number, or \"*\", not '24'"},
        {of_trigger("{trigger: sun}"), "line 2: triggers/0/event: is missing"},
        {of_trigger("{trigger: sun, event: noon}"),
         "line 2: triggers/0/event: must be one of sunrise, sunset, not 'noon'"},
        {of_trigger("{trigger: sun, event: sunset, offset: early}"),
         "line 2: triggers/0/offset: must be a time such as \"00:05:00\", seconds, or days, hours, "
         "minutes, seconds and milliseconds, not 'early'"},
        {of_trigger("{trigger: zone, entity_id: person.anna, zone: light.hall, event: enter}"),
         "line 2: triggers/0/zone: must be a zone, not light.hall"},
        {of_trigger("{trigger: zone, entity_id: person.anna, zone: zone.home}"),
         "line 2: triggers/0/event: is missing"},
        {of_trigger("{trigger: event, event_type: x, event_data: y}"),
         "line 2: triggers/0/event_data: must be keys and values, not 'y'"},
        {of_trigger("{trigger: mqtt, topic: a, qos: 3}"),
         "line 2: triggers/0/qos: must be from 0 to 2, not '3'"},
        {of_trigger("{trigger: homeassistant, event: stop}"),
         "line 2: triggers/0/event: must be one of start, shutdown, not 'stop'"},
        {of_trigger("{trigger: webhook, webhook_id: x, allowed_methods: [POST, PATCH]}"),
         "line 2: triggers/0/allowed_methods/1: must be one of POST, PUT, GET, HEAD, not 'PATCH'"},
        {of_trigger("{trigger: calendar, entity_id: light.hall, event: now}"),
         "line 2: triggers/0/event: must be one of start, end, not 'now'"},
        {of_trigger("{trigger: tag}"), "line 2: triggers/0/tag_id: is missing"},
        {of_trigger("{trigger: conversation, command: []}"),
         "line 2: triggers/0/command: is an empty list"},
        {of_trigger("{trigger: persistent_notification, update_type: [gone]}"),
         "line 2: triggers/0/update_type/0: must be one of added, removed, current, updated, not "
         "'gone'"},
        {of_trigger("{trigger: device, device_id: a, domain: b}"),
         "line 2: triggers/0/type: is missing"},
        {of_trigger("{trigger: template}"), "line 2: triggers/0/value_template: is missing"},
        {of_trigger("{trigger: light.turned_on, entity_id: light.hall}"),
         "line 2: triggers/0/entity_id: is no key of this kind"},
    });
}

BOOST_AUTO_TEST_CASE(what_a_condition_may_not_be) {
    check_all({
        {of_condition("light is on"),
         "line 5: conditions/0: is neither a condition nor a template with {{ … }}"},
        {of_condition("{entity_id: light.hall, state: 'on'}"),
         "line 5: conditions/0: has no kind: 'condition: state' or the like"},
        {of_condition("{condition: mood, entity_id: light.hall}"),
         "line 5: conditions/0/condition: Home Assistant has no condition 'mood'"},
        {of_condition("{condition: state, entity_id: light.hall}"),
         "line 5: conditions/0/state: is missing"},
        {of_condition("{condition: state, entity_id: light.hall, state: off}"),
         "line 5: conditions/0/state: must be text, but Home Assistant reads an unquoted off as "
         "false; write it in quotes"},
        {of_condition("{condition: state, entity_id: cover.blind, state: 'on'}"),
         "line 5: conditions/0/state: the state of cover.blind is never 'on'; it can be open, "
         "opening, closed, closing, stopped"},
        {of_condition("{condition: state, entity_id: light.hall, state: 'on', match: some}"),
         "line 5: conditions/0/match: must be one of all, any, not 'some'"},
        {of_condition("{condition: numeric_state, entity_id: sensor.lux}"),
         "line 5: conditions/0: numeric_state needs 'above' or 'below'"},
        {of_condition("{condition: time}"),
         "line 5: conditions/0: time needs 'after' or 'before' or 'weekday'"},
        {of_condition("{condition: time, after: '7'}"),
         "line 5: conditions/0/after: must be a time such as \"07:30:00\", or an input_datetime or "
         "sensor, not '7'"},
        {of_condition("{condition: sun}"), "line 5: conditions/0: sun needs 'after' or 'before'"},
        {of_condition("{condition: sun, after: noon}"),
         "line 5: conditions/0/after: must be one of sunrise, sunset, not 'noon'"},
        {of_condition("{condition: zone, entity_id: person.anna}"),
         "line 5: conditions/0/zone: is missing"},
        {of_condition("{condition: trigger}"), "line 5: conditions/0/id: is missing"},
        {of_condition("{condition: and}"), "line 5: conditions/0/conditions: is missing"},
        {of_condition("{or: [{condition: state, entity_id: light.hall, state: dim}]}"),
         "line 5: conditions/0/or/0/state: the state of light.hall is never 'dim'; it can be on, "
         "off"},
        {of_condition("{not: [], conditions: []}"),
         "line 5: conditions/0/conditions: is no key of not"},
        {of_condition("{condition: template}"), "line 5: conditions/0/value_template: is missing"},
    });
}

BOOST_AUTO_TEST_CASE(what_an_action_may_not_be) {
    check_all({
        {of_action("{alias: nothing}"),
         "line 5: actions/0: is no action: none of action, delay, choose, if, condition, … is "
         "there"},
        {of_action("5"), "line 5: actions/0: is neither a condition nor a template with {{ … }}"},
        {of_action("{delay: a while}"),
         "line 5: actions/0/delay: must be a time such as \"00:05:00\", seconds, or days, hours, "
         "minutes, seconds and milliseconds, not 'a while'"},
        {of_action("{delay: 5, until: 6}"), "line 5: actions/0/until: is no key of delay"},
        {of_action("{wait_template: '{{ x }}', continue_on_timeout: 7}"),
         "line 5: actions/0/continue_on_timeout: must be true or false, not '7'"},
        {of_action("{wait_for_trigger: [{trigger: sun}]}"),
         "line 5: actions/0/wait_for_trigger/0/event: is missing"},
        {of_action("{choose: [{conditions: []}]}"),
         "line 5: actions/0/choose/0/sequence: is missing"},
        {of_action("{if: [], else: []}"), "line 5: actions/0/then: is missing"},
        {of_action("{repeat: {count: 3}}"), "line 5: actions/0/repeat/sequence: is missing"},
        {of_action("{repeat: {sequence: []}}"),
         "line 5: actions/0/repeat: repeat needs 'count' or 'while' or 'until' or 'for_each'"},
        {of_action("{parallel: [{sequence: [{delay: x}]}]}"),
         "line 5: actions/0/parallel/0/sequence/0/delay: must be a time such as \"00:05:00\", "
         "seconds, or days, hours, minutes, seconds and milliseconds, not 'x'"},
        {of_action("{scene: light.hall}"),
         "line 5: actions/0/scene: must be a scene, not light.hall"},
        {of_action("{event: x, event_data: 5}"),
         "line 5: actions/0/event_data: must be keys and values, not '5'"},
        {of_action("{device_id: x, type: y}"), "line 5: actions/0/domain: is missing"},
        {of_action("{variables: x}"),
         "line 5: actions/0/variables: must be keys and values, not 'x'"},
        {of_action("{stop: done, error: 7}"),
         "line 5: actions/0/error: must be true or false, not '7'"},
        {of_action("{action: light.turn_on, service: light.turn_on, target: {entity_id: "
                   "light.hall}}"),
         "line 5: actions/0/service: 'action' and 'service' are two spellings of one key; give one "
         "of them\nline 5: actions/0/service: is no key of action"},
        {of_action("{condition: state, entity_id: light.hall, state: 'on', continue_on_error: 5, "
                   "x: y}"),
         "line 5: actions/0/x: is no key of state"},
    });
}

BOOST_AUTO_TEST_CASE(what_a_service_may_not_be_called_with) {
    check_all({
        {of_action("{action: turn_on}"),
         "line 5: actions/0/action: 'turn_on' is no service such as light.turn_on"},
        {of_action("{action: Light.turn_on}"),
         "line 5: actions/0/action: 'Light.turn_on' is no service such as light.turn_on"},
        {call("light.turn_onn", "light.hall"),
         "line 5: actions/0/action: light has no service turn_onn; it has turn_on, turn_off, "
         "toggle"},
        {call("binary_sensor.turn_on", "binary_sensor.door"),
         "line 5: actions/0/action: binary_sensor has no services: it only reports"},
        {of_action("{action: light.turn_on}"),
         "line 5: actions/0: light.turn_on needs a target: an entity, a device or an area"},
        {call("light.turn_on", "light.attic"),
         "line 5: actions/0/target/entity_id: there is no entity light.attic in this home"},
        {call("light.turn_on", "switch.fan"),
         "line 5: actions/0/target/entity_id: light.turn_on does nothing to switch.fan"},
        {of_action("{action: light.turn_on, target: {room: hall}}"),
         "line 5: actions/0/target/room: is no target; it can be entity_id, device_id, area_id, "
         "floor_id or label_id\nline 5: actions/0: light.turn_on needs a target: an entity, a "
         "device "
         "or an area"},
        {call("light.turn_on", "light.hall", "brightness: 256"),
         "line 5: actions/0/data/brightness: must be from 0 to 255, not '256'"},
        {call("light.turn_on", "light.hall", "brightness_pct: -1"),
         "line 5: actions/0/data/brightness_pct: must be from 0 to 100, not '-1'"},
        {call("light.turn_on", "light.hall", "brightness: bright"),
         "line 5: actions/0/data/brightness: must be a number, not 'bright'"},
        {call("light.turn_on", "light.hall", "brightness: 1.5"),
         "line 5: actions/0/data/brightness: must be a whole number, not '1.5'"},
        {call("light.turn_on", "light.hall", "rgb_color: [1, 2]"),
         "line 5: actions/0/data/rgb_color: must be a list of 3 numbers"},
        {call("light.turn_on", "light.hall", "rgb_color: [1, 2, 256]"),
         "line 5: actions/0/data/rgb_color/2: must be from 0 to 255, not '256'"},
        {call("light.turn_on", "light.hall", "flash: often"),
         "line 5: actions/0/data/flash: must be one of short, long, not 'often'"},
        {call("light.turn_on", "light.hall", "colour: red"),
         "line 5: actions/0/data/colour: light.turn_on takes no 'colour'"},
        {call("light.turn_off", "light.hall", "brightness: 5"),
         "line 5: actions/0/data/brightness: light.turn_off takes no 'brightness'"},
        {call("cover.set_cover_position", "cover.blind"),
         "line 5: actions/0/data: cover.set_cover_position needs 'position'"},
        {call("cover.set_cover_position", "cover.blind", "position: 101"),
         "line 5: actions/0/data/position: must be from 0 to 100, not '101'"},
        {call("climate.set_temperature", "climate.living"),
         "line 5: actions/0/data: climate.set_temperature needs 'temperature' or "
         "'target_temp_high' "
         "with 'target_temp_low'"},
        {call("climate.set_temperature", "climate.living", "target_temp_high: 25"),
         "line 5: actions/0/data: climate.set_temperature needs 'temperature' or "
         "'target_temp_high' "
         "with 'target_temp_low'"},
        {call("climate.set_hvac_mode", "climate.living", "hvac_mode: warm"),
         "line 5: actions/0/data/hvac_mode: must be one of off, heat, cool, heat_cool, auto, dry, "
         "fan_only, not 'warm'"},
        {call("climate.set_hvac_mode", "climate.living", "hvac_mode: off"),
         "line 5: actions/0/data/hvac_mode: must be text, but Home Assistant reads an unquoted off "
         "as "
         "false; write it in quotes"},
        {call("fan.oscillate", "fan.bath", "oscillating: maybe"),
         "line 5: actions/0/data/oscillating: must be true or false, not 'maybe'"},
        {call("media_player.volume_set", "media_player.tv", "volume_level: 30"),
         "line 5: actions/0/data/volume_level: must be from 0 to 1, not '30'"},
        {of_action("{action: notify.mobile_app_anna, data: {title: x}}"),
         "line 5: actions/0/data: notify.mobile_app_anna needs 'message'"},
        {of_action("{action: notify.mobile_app_anna}"),
         "line 5: actions/0/data: notify.mobile_app_anna needs 'message'"},
        {of_action(
             "{action: persistent_notification.create, target: {entity_id: light.hall}, data: "
             "{message: x}}"),
         "line 5: actions/0/target/entity_id: this service takes no target"},
        {of_action("{action: light.turn_on, target: {entity_id: light.hall}, data: [1]}"),
         "line 5: actions/0/data: must be keys and values, not a list"},
        {of_action("{service: light.turn_on, entity_id: light.hall, data: {brightness: 300}}"),
         "line 5: actions/0/data/brightness: must be from 0 to 255, not '300'"},
    });
}

BOOST_AUTO_TEST_CASE(what_is_right_passes) {
    const std::string older =
        "trigger:\n  platform: state\n  entity_id: light.hall\n  to: 'on'\n"
        "action:\n  service: light.turn_off\n  entity_id: light.hall\n";
    const std::vector<std::string> good = {
        std::string(kTriggers) + kActions,
        older,
        "use_blueprint:\n  path: a/b.yaml\n  input:\n    light: !input lamp\n",
        of_trigger("{trigger: state, entity_id: media_player.tv, to: dreaming}"),
        of_trigger("{trigger: state, entity_id: light.hall, to: unavailable}"),
        of_trigger("{trigger: state, entity_id: light.hall, to: null, not_from: [unknown]}"),
        of_trigger("{trigger: state, entity_id: light.hall, attribute: color_mode, to: xy}"),
        of_trigger("{trigger: state, entity_id: person.anna, to: Grandma's house}"),
        of_trigger("{trigger: numeric_state, entity_id: sensor.lux, below: input_number.limit}"),
        of_trigger("{trigger: time, at: ['07:30', input_datetime.wake_up], weekday: mon}"),
        of_trigger("{trigger: time, at: {entity_id: input_datetime.wake_up, offset: '-00:10'}}"),
        of_trigger("{trigger: time_pattern, minutes: /5}"),
        of_trigger("{trigger: light.turned_on, target: {area_id: hall}}"),
        of_condition("'{{ is_state(''light.hall'', ''on'') }}'"),
        of_condition("{not: [{condition: state, entity_id: light.hall, state: 'on'}]}"),
        call("light.turn_on", "'{{ lamp }}'", "brightness: '{{ x }}'"),
        call("light.turn_on", "all"),
        call("light.turn_on", "group.lamps"),
        call("homeassistant.turn_on", "[light.hall, switch.fan]"),
        call("light.turn_on", "light.hall", "brightness: '120', transition: 0.5"),
        of_action("{action: '{{ service }}', data: {x: y}}"),
        of_action("{action: script.movie_time, data: {anything: [1, 2]}}"),
        of_action("{action: zha.issue_command, data: {ieee: 'x'}}"),
        of_action("{action: light.turn_on, data: {entity_id: light.hall}}"),
        of_action("{action: light.turn_on, target: !input lamps}"),
        of_action("{scene: scene.movie}"),
        of_action("{repeat: {for_each: [1, 2], sequence: [{delay: 1}]}}"),
    };
    const Home home;
    for (const std::string& yaml : good) BOOST_TEST(to_string(validate(yaml, &home)) == "", yaml);
}

BOOST_AUTO_TEST_CASE(without_a_catalogue_entities_are_taken_as_they_are) {
    BOOST_TEST(to_string(validate(call("light.turn_on", "light.attic"))) == "");
    BOOST_TEST(to_string(validate(call("light.turn_on", "switch.attic"))) ==
               "line 5: actions/0/target/entity_id: light.turn_on does nothing to switch.attic");
}

BOOST_AUTO_TEST_SUITE_END()
