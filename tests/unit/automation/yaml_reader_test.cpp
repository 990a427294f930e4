// Automations as people and Home Assistant write them, old and new, good and bad.
#include "automation/yaml_reader.hpp"

#include "automation/yaml_writer.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::automation;
using hearth::test::code_of_failure;
using hearth::test::take;

namespace {

constexpr const char* kNow = R"(alias: Hall light
triggers:
  - trigger: state
    entity_id:
      - binary_sensor.hall
      - binary_sensor.door
    to: "on"
conditions:
  - condition: state
    entity_id: sun.sun
    state: below_horizon
actions:
  - action: light.turn_on
    target:
      entity_id: light.hall
    data:
      brightness_pct: 40
)";

std::string problem_of(const std::string& yaml) {
    const auto read = read_automations(yaml);
    return read ? to_string(read->problems) : "failed: " + read.error().text;
}

struct BadText {
    const char* yaml;
    const char* problem;
};

std::string nested(int levels) {
    std::string out = "triggers: []\nactions:\n", indent = "  ";
    for (int i = 0; i < levels; ++i) {
        out += indent + "- if: []\n" + indent + "  then:\n";
        indent += "    ";
    }
    return out + indent + "- delay: 1\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(yaml_reader)

BOOST_AUTO_TEST_CASE(old_and_new_ways_to_write_are_one_tree) {
    const std::string now = to_yaml(take(read_automation(kNow)));
    BOOST_TEST(now == kNow);
    for (const char* other :
         {// singular keys, platform and service, target beside the service
          R"(alias: Hall light
trigger:
  platform: state
  entity_id: binary_sensor.hall, binary_sensor.door
  to: 'on'
condition:
  condition: state
  entity_id: sun.sun
  state: below_horizon
action:
  service: light.turn_on
  entity_id: light.hall
  data:
    brightness_pct: 40
)",
          // lists, target within the data, data_template
          R"(- alias: "Hall light"
  trigger:
    - platform: state
      entity_id: [binary_sensor.hall, binary_sensor.door]
      to: ['on']
  condition:
    - {condition: state, entity_id: [sun.sun], state: [below_horizon]}
  action:
    - service: light.turn_on
      data_template: {entity_id: light.hall, brightness_pct: 40}
      metadata: {}
)",
          // JSON is YAML
          R"({"alias": "Hall light", "triggers": [{"trigger": "state", "entity_id":
             ["binary_sensor.hall", "binary_sensor.door"], "to": "on"}], "conditions": [{"condition":
             "state", "entity_id": "sun.sun", "state": "below_horizon"}], "actions": [{"action":
             "light.turn_on", "target": {"entity_id": ["light.hall"]}, "data": {"brightness_pct": 40}}]})",
          // anchors and merges
          R"(alias: Hall light
triggers: [{trigger: state, entity_id: [binary_sensor.hall, binary_sensor.door], to: "on"}]
conditions: [{condition: state, entity_id: sun.sun, state: below_horizon}]
actions:
  - <<: {target: &hall {entity_id: light.hall}, action: light.turn_off}
    action: light.turn_on
    target: *hall
    data: {brightness_pct: 40}
)"})
        BOOST_TEST(to_yaml(take(read_automation(other))) == now, other);
}

BOOST_AUTO_TEST_CASE(times_are_read_in_every_form) {
    const std::string text = to_yaml(take(read_automation(R"(
triggers:
  - {trigger: state, entity_id: light.hall, for: 90}
  - {trigger: state, entity_id: light.hall, for: '00:01:30'}
  - {trigger: state, entity_id: light.hall, for: {minutes: 1, seconds: 30}}
  - {trigger: state, entity_id: light.hall, for: {milliseconds: 1500}}
  - {trigger: sun, event: sunset, offset: '-00:45:00'}
  - {trigger: sun, event: sunrise, offset: -60}
  - {trigger: time, at: '7:05'}
actions: [{delay: 36:00:00}]
)")));
    BOOST_TEST(text == R"(triggers:
  - trigger: state
    entity_id: light.hall
    for: "00:01:30"
  - trigger: state
    entity_id: light.hall
    for: "00:01:30"
  - trigger: state
    entity_id: light.hall
    for: "00:01:30"
  - trigger: state
    entity_id: light.hall
    for:
      seconds: 1
      milliseconds: 500
  - trigger: sun
    event: sunset
    offset: "-00:45:00"
  - trigger: sun
    event: sunrise
    offset: "-00:01:00"
  - trigger: time
    at: "07:05:00"
actions:
  - delay: "36:00:00"
)");
}

BOOST_AUTO_TEST_CASE(what_has_no_type_is_kept_as_it_was) {
    const std::string yaml = R"(triggers:
  - trigger: device
    device_id: "0123abc"
    domain: zha
    type: remote_button_short_press
  - trigger: state
    entity_id: light.hall
    for: "{{ states('input_number.wait') }}"
  - trigger: light.turned_on
    target:
      area_id: hall
actions:
  - repeat:
      count: 3
      sequence:
        - delay: 1
  - stop: "done: really"
  - action: light.turn_on
    target: !input lamps
  - action: notify.anna
    data:
      message: !secret greeting
)";
    const Automation tree = take(read_automation(yaml));
    const OtherTrigger& device = std::get<OtherTrigger>(tree.triggers[0].what);
    BOOST_TEST(device.kind == "device");
    BOOST_TEST(std::holds_alternative<OtherTrigger>(tree.triggers[1].what));
    BOOST_TEST(std::get<OtherAction>(tree.actions[2].what).kind == "action");
    std::vector<Problem> none;
    const Automation again = automation_from_json(Json::parse(to_json(tree).dump()), none);
    BOOST_TEST(to_yaml(again) == to_yaml(tree));
    // Keys of an unknown part are in the order of the alphabet; all of it is there.
    for (const char* part :
         {"device_id: \"0123abc\"", "type: remote_button_short_press",
          "for: \"{{ states('input_number.wait') }}\"", "area_id: hall", "stop: \"done: really\"",
          "target: !input lamps", "message: !secret greeting", "count: 3"})
        BOOST_TEST((to_yaml(tree).find(part) != std::string::npos), part);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_line) {
    for (const BadText& one : std::vector<BadText>{
             {"just text\n", "failed: line 1: neither an automation nor a list of them"},
             {"a: [1\n", "failed: line 1: not valid YAML: end of sequence flow not found"},
             {"a: \"x\n", "failed: line 1: the quotes of a text are not closed"},
             {"a: 1\n---\nb: 2\n",
              "failed: line 2: a second document begins here; only one is allowed"},
             {"a: \x01\n", "failed: line 1: control character 1 in the file"},
             {"a: \xff\n", "failed: line 1: the file is not UTF-8 text"},
             {"- alias: x\n- 5\n",
              "line 1: 0/triggers: is missing\nline 1: 0/actions: is missing\n"
              "line 2: 1: is not an automation: keys and values are expected"},
             {"triggers: []\nactions: []\nfoo: 1\n", "line 3: foo: is no key of an automation"},
             {"triggers: []\ntrigger: []\nactions: []\n",
              "line 2: trigger: 'triggers' and 'trigger' are two spellings of one key; give one of "
              "them"},
             {"triggers:\n  - trigger: state\n    to: on\nactions: []\n",
              "line 2: triggers/0/entity_id: is missing\nline 3: triggers/0/to: must be text, but "
              "an "
              "unquoted on, yes or true is read as true; write it in quotes"},
             {"triggers:\n  - trigger: time\n    at: 12:30\nactions: []\n",
              "line 3: triggers/0/at: must be a time such as \"07:30:00\" (in quotes) or an "
              "entity, "
              "not 750"},
             {"triggers:\n  platform: sun\nactions: []\n", "line 2: triggers/event: is missing"},
             {"triggers: [{}]\nactions: []\n",
              "line 1: triggers/0: has no kind: 'trigger: state' or the like"},
             {"triggers: [x]\nactions: []\n",
              "line 1: triggers/0: is not a trigger: keys and values are expected"},
             {"triggers: []\nactions:\n  - wait: 5\n",
              "line 3: actions/0: is no action: none of action, delay, choose, if, condition, … is "
              "there"},
             {"triggers: []\nactions:\n  - delay: soon\n",
              "line 3: actions/0/delay: must be a time such as \"00:05:00\", seconds, or hours, "
              "minutes and seconds, not \"soon\""},
             {"triggers: []\nactions:\n  - action: 5\n",
              "line 3: actions/0/action: must name a service such as light.turn_on"},
             {"triggers: []\nactions:\n  - choose:\n      - sequence: []\n",
              "line 4: actions/0/choose/0/conditions: is missing"},
             {"triggers: []\nactions: []\nmode: often\n",
              "line 3: mode: must be single, restart, queued or parallel, not 'often'"},
             {"triggers: []\nactions: []\nmax: 0\n", "line 3: max: must be a whole number from 1"},
             {"triggers: []\nconditions:\n  - and: []\nactions: []\n",
              "line 3: conditions/0/and: has no conditions"},
         })
        BOOST_TEST(problem_of(one.yaml) == one.problem, one.yaml);
}

BOOST_AUTO_TEST_CASE(a_bad_automation_does_not_take_the_good_ones_with_it) {
    const ReadAutomations read =
        take(read_automations("- {alias: a, triggers: [], actions: []}\n- {alias: b}\n- {alias: c, "
                              "triggers: [], actions: "
                              "[]}\n"));
    BOOST_REQUIRE_EQUAL(read.automations.size(), 2U);
    BOOST_TEST(read.automations[1].tree.alias == "c");
    BOOST_TEST(read.automations[1].line == 3);
    BOOST_TEST(read.problems.size() == 2U);
}

BOOST_AUTO_TEST_CASE(hostile_text_is_refused_before_it_unfolds) {
    BOOST_TEST((code_of_failure(read_automations(std::string(5 * 1024 * 1024, ' '))) ==
                ErrorCode::kTooLarge));
    std::string deep;
    for (int i = 0; i < 50'000; ++i) deep += "- ";
    BOOST_TEST(problem_of(deep + "x\n") == "failed: line 1: nested more than 64 levels deep");
    BOOST_TEST(problem_of(std::string(50'000, '[')).starts_with("failed: line 1: "));
    std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c < 'k'; ++c) {
        const std::string before(1, static_cast<char>(c - 1));
        bomb += std::string(1, c) + ": &" + c + " [";
        for (int i = 0; i < 10; ++i) bomb += (i > 0 ? ", *" : "*") + before;
        bomb += "]\n";
    }
    BOOST_TEST(problem_of(bomb) == "failed: line 5: more than 200000 values");
    std::string long_text = "a: &a '" + std::string(1024 * 1024, 'x') + "'\nb: [";
    for (int i = 0; i < 100; ++i) long_text += "*a, ";
    BOOST_TEST(problem_of(long_text + "]\n") == "failed: line 2: more than 16777216 bytes of text");
    BOOST_TEST(problem_of("a: &a [*a]\n") ==
               "failed: line 1: an alias (*name) stands inside of what it repeats");
    BOOST_TEST(problem_of(nested(12)) == "");
    BOOST_TEST(problem_of(nested(40)).find("nested more than 64 levels deep") != std::string::npos);
    std::string many;
    for (int i = 0; i < 5001; ++i) many += "- {triggers: [], actions: []}\n";
    BOOST_TEST(problem_of(many) == "failed: the list has 5001 automations; at most 5000 are read");
}

BOOST_AUTO_TEST_CASE(json_nested_too_deep_is_a_problem) {
    Json part = {{"delay", 1}};
    for (int i = 0; i < 40; ++i) part = Json{{"sequence", Json::array({part})}};
    std::vector<Problem> problems;
    automation_from_json(Json{{"triggers", Json::array()}, {"actions", Json::array({part})}},
                         problems);
    BOOST_REQUIRE_EQUAL(problems.size(), 1U);
    BOOST_TEST(problems[0].text == "is nested more than 32 levels deep");
}

BOOST_AUTO_TEST_SUITE_END()
