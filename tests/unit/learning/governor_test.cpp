#include "learning/governor.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "core/iso_time.hpp"
#include "support/must.hpp"

using hearth::TimeUs;
using hearth::TimeZone;
using hearth::test::take;
using namespace hearth::learning;

namespace {

const TimeUs kNoon = *hearth::parse_iso_time("2025-01-15T12:05Z");

std::vector<Blocker> ask(const MachineState& machine, const GovernorRules& rules = {}) {
    GovernorState state;
    return objections(machine, rules, kNoon, TimeZone::utc(), state);
}

std::string codes(const std::vector<Blocker>& blockers) {
    std::string out;
    for (const Blocker& blocker : blockers) out += (out.empty() ? "" : " ") + blocker.code;
    return out;
}

MachineState fine() { return {0.4, 51.0, 2'000, false, 100}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(governor)

BOOST_AUTO_TEST_CASE(each_rule_with_its_figures) {
    GovernorRules on_battery_too;
    on_battery_too.only_on_mains = false;
    struct Case {
        const char* name;
        void (*change)(MachineState&);
        GovernorRules rules;
        const char* codes;
        const char* text;
    };
    for (const Case& c : std::vector<Case>{
             {"fine", [](MachineState&) {}, {}, "", ""},
             {"load at the limit", [](MachineState& m) { m.load_per_core = 1.5; }, {}, "", ""},
             {"load over it",
              [](MachineState& m) { m.load_per_core = 1.51; },
              {},
              "machine_busy",
              "the machine is busy: load 1.51 per core, over the limit of 1.50; training waits "
              "until it is below 1.20"},
             {"warm", [](MachineState& m) { m.temperature_c = 75; }, {}, "", ""},
             {"hot",
              [](MachineState& m) { m.temperature_c = 81.26; },
              {},
              "machine_hot",
              "the machine is hot: 81.3 °C, over the limit of 75.0 °C; training waits until it is "
              "below 70.0 °C"},
             {"memory at the limit", [](MachineState& m) { m.available_mb = 300; }, {}, "", ""},
             {"little memory",
              [](MachineState& m) { m.available_mb = 299; },
              {},
              "low_memory",
              "only 299 MB of memory are free; training needs at least 300 MB"},
             {"on battery",
              [](MachineState& m) { m.on_battery = true; },
              {},
              "on_battery",
              "the machine runs on its battery (100 %); training waits for mains power"},
             {"on battery, not known how full",
              [](MachineState& m) {
                  m.on_battery = true;
                  m.battery_percent.reset();
              },
              {},
              "on_battery",
              "the machine runs on its battery; training waits for mains power"},
             {"on a battery that is full enough",
              [](MachineState& m) {
                  m.on_battery = true;
                  m.battery_percent = 30;
              },
              on_battery_too, "", ""},
             {"on a battery that is low",
              [](MachineState& m) {
                  m.on_battery = true;
                  m.battery_percent = 29;
              },
              on_battery_too, "battery_low",
              "the battery is at 29 %; training needs at least 30 % or mains power"},
             {"an old battery on mains",
              [](MachineState& m) { m.battery_percent = 0; },
              {},
              "",
              ""},
         }) {
        MachineState machine = fine();
        c.change(machine);
        const auto found = ask(machine, c.rules);
        BOOST_TEST(codes(found) == c.codes, c.name);
        if (!found.empty()) BOOST_TEST(found.front().text == c.text, c.name);
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_told_never_blocks) {
    BOOST_TEST(codes(ask({})) == "");
    const double none = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(codes(ask({none, none, none, std::nullopt, none})) == "");
    GovernorRules unlimited;
    unlimited.max_load_per_core = 0;
    unlimited.max_temperature_c = 0;
    unlimited.min_free_memory_mb = 0;
    BOOST_TEST(codes(ask({90, 200, 0, false, 0}, unlimited)) == "");
}

BOOST_AUTO_TEST_CASE(everything_at_once_is_said) {
    GovernorRules rules;
    rules.allowed_hours = take(parse_hour_ranges({"22:00-06:00", "13:30-14:00"}));
    const auto found = ask({2, 90, 100, true, 10}, rules);
    BOOST_TEST(codes(found) == "machine_busy machine_hot low_memory outside_hours on_battery");
    BOOST_TEST(found.at(3).text ==
               "training is allowed at 22:00-06:00 and 13:30-14:00; it is 12:05 now, so it waits "
               "until 13:30");
}

BOOST_AUTO_TEST_CASE(hours_are_those_of_the_home) {
    GovernorRules rules;
    rules.allowed_hours = take(parse_hour_ranges({"22:00-06:00"}));
    GovernorState state;
    BOOST_TEST(codes(objections({}, rules, kNoon, TimeZone::utc(), state)) == "outside_hours");
    const auto auckland = take(TimeZone::find("Pacific/Auckland"));  // 01:05
    BOOST_TEST(codes(objections({}, rules, kNoon, auckland, state)) == "");
}

BOOST_AUTO_TEST_CASE(resumes_only_below_the_lower_limit) {
    struct Step {
        std::optional<double> load, temperature;
        const char* codes;
    };
    GovernorState state;
    for (const Step& step : std::vector<Step>{
             {1.4, 74, ""},
             {1.6, 74, "machine_busy"},
             {1.3, 76, "machine_busy machine_hot"},
             {1.2, 70, "machine_busy machine_hot"},
             {1.19, 70.1, "machine_hot"},
             {1.3, 69.9, ""},  // a new question: only the upper limit counts again
             {1.5, 75, ""},
             {1.6, 76, "machine_busy machine_hot"},
             {std::nullopt, std::nullopt, ""},  // no longer told: forgotten
             {1.3, 73, ""},
         }) {
        MachineState machine;
        machine.load_per_core = step.load;
        machine.temperature_c = step.temperature;
        const auto found = objections(machine, {}, kNoon, TimeZone::utc(), state);
        BOOST_TEST(codes(found) == step.codes, step.load.value_or(-1)
                                                   << " " << step.temperature.value_or(-1));
    }
}

BOOST_AUTO_TEST_CASE(the_words_while_it_cools_down) {
    GovernorState state{true, true};
    MachineState machine;
    machine.load_per_core = 1.3;
    machine.temperature_c = 72;
    const auto found = objections(machine, {}, kNoon, TimeZone::utc(), state);
    BOOST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].text ==
               "the machine is calming down: load 1.30 per core; training waits until it is below "
               "1.20");
    BOOST_TEST(found[1].text ==
               "the machine is cooling down: 72.0 °C; training waits until it is below 70.0 °C");
}

BOOST_AUTO_TEST_SUITE_END()
