// What an automation did and a person took back: which sequences of changes are that, and which are
// not.
#include "learning/undo_rule.hpp"

#include <boost/test/unit_test.hpp>

#include "learning/interaction_rules.hpp"

using namespace hearth;
using namespace hearth::learning;

namespace {

constexpr TimeUs kSecond = kMicrosPerSecond;
constexpr TimeUs kWithin = 300 * kSecond;

struct Step {
    double at;  // seconds
    std::string entity, from, to;
    Origin origin;
    std::string context{};
    bool snapshot = false;
};

StateChange change_of(const Step& step) {
    StateChange out;
    out.entity_id = step.entity;
    if (!step.from.empty()) out.old_state = step.from;
    out.new_state = step.to;
    out.origin = step.origin;
    out.changed_us = static_cast<TimeUs>(step.at * kSecond);
    out.time_known = true;
    out.snapshot = step.snapshot;
    out.state_differs = step.from != step.to;
    out.context = {step.context, "", step.origin == Origin::kUser ? "anna" : "", true};
    return out;
}

// The labels of all samples.
std::vector<std::string> run(const std::vector<Step>& steps, TimeUs within = kWithin) {
    UndoRule rule(within);
    std::vector<std::string> out;
    for (const Step& step : steps) {
        const StateChange change = change_of(step);
        rule.note(change);
        if (const auto sample = rule.undone_by(change)) out.push_back(sample->label);
    }
    return out;
}

constexpr Origin kAuto = Origin::kAutomation, kUser = Origin::kUser, kDevice = Origin::kDevice,
                 kRestart = Origin::kRestart, kUnknown = Origin::kUnknown;

}  // namespace

BOOST_AUTO_TEST_SUITE(undo_rule)

BOOST_AUTO_TEST_CASE(what_is_taken_back_and_what_is_not) {
    struct Case {
        const char* what;
        std::vector<Step> steps;
        std::vector<std::string> wanted;
    };
    const std::string a = "light.a";
    const std::vector<Case> cases = {
        {"on, and off by a person",
         {{0, a, "off", "on", kAuto}, {60, a, "on", "off", kUser}},
         {"light.a=on"}},
        {"off, and on by a person",
         {{0, a, "on", "off", kAuto}, {1, a, "off", "on", kUser}},
         {"light.a=off"}},
        {"at the last moment",
         {{0, a, "off", "on", kAuto}, {300, a, "on", "off", kUser}},
         {"light.a=on"}},
        {"a moment too late", {{0, a, "off", "on", kAuto}, {300.1, a, "on", "off", kUser}}, {}},
        {"before it happened", {{10, a, "off", "on", kAuto}, {9, a, "on", "off", kUser}}, {}},
        {"once only",
         {{0, a, "off", "on", kAuto},
          {1, a, "on", "off", kUser},
          {2, a, "off", "on", kUser},
          {3, a, "on", "off", kUser}},
         {"light.a=on"}},
        {"again, when the automation did it again",
         {{0, a, "off", "on", kAuto},
          {1, a, "on", "off", kUser},
          {2, a, "off", "on", kAuto},
          {3, a, "on", "off", kUser}},
         {"light.a=on", "light.a=on"}},
        {"another automation takes it back",
         {{0, a, "off", "on", kAuto}, {1, a, "on", "off", kAuto}},
         {}},
        {"a person takes back what the second automation did",
         {{0, a, "off", "on", kAuto}, {1, a, "on", "off", kAuto}, {2, a, "off", "on", kUser}},
         {"light.a=off"}},
        {"what a person did is nobody's fault",
         {{0, a, "off", "on", kUser}, {1, a, "on", "off", kUser}},
         {}},
        {"a device that flaps",
         {{0, a, "off", "on", kAuto}, {1, a, "on", "off", kDevice}, {2, a, "off", "on", kDevice}},
         {}},
        {"a device that flapped in between",
         {{0, a, "off", "on", kAuto},
          {1, a, "on", "off", kDevice},
          {2, a, "off", "on", kDevice},
          {3, a, "on", "off", kUser}},
         {}},
        {"a source that does not tell who",
         {{0, a, "off", "on", kAuto}, {1, a, "on", "off", kUnknown}},
         {}},
        {"done by nobody knows whom",
         {{0, a, "off", "on", kUnknown}, {1, a, "on", "off", kUser}},
         {}},
        {"a restart in between",
         {{0, a, "off", "on", kAuto},
          {1, a, "on", "unavailable", kRestart},
          {2, a, "unavailable", "on", kRestart},
          {3, a, "on", "off", kUser}},
         {}},
        {"a burst of restored states",
         {{0, a, "off", "on", kRestart}, {1, a, "on", "off", kUser}},
         {}},
        {"from unavailable", {{0, a, "unavailable", "on", kAuto}, {1, a, "on", "off", kUser}}, {}},
        {"first seen", {{0, a, "", "on", kAuto}, {1, a, "on", "off", kUser}}, {}},
        {"a retained snapshot is no automation's doing",
         {{0, a, "off", "on", kAuto, "", true}, {1, a, "on", "off", kUser}},
         {}},
        {"a retained snapshot takes nothing back",
         {{0, a, "off", "on", kAuto}, {1, a, "on", "off", kUser, "", true}},
         {}},
        {"attributes only in between",
         {{0, a, "off", "on", kAuto}, {1, a, "on", "on", kUser}, {2, a, "on", "off", kUser}},
         {"light.a=on"}},
        {"another entity", {{0, a, "off", "on", kAuto}, {1, "light.b", "on", "off", kUser}}, {}},
        {"another state than before",
         {{0, "climate.a", "off", "heat", kAuto}, {1, "climate.a", "heat", "cool", kUser}},
         {}},
        {"back to the mode before",
         {{0, "climate.a", "cool", "heat", kAuto}, {1, "climate.a", "heat", "cool", kUser}},
         {"climate.a=heat"}},
        {"a cover that was opening",
         {{0, "cover.a", "closed", "opening", kAuto}, {1, "cover.a", "opening", "closing", kUser}},
         {"cover.a=open"}},
        {"a cover that had opened",
         {{0, "cover.a", "closed", "opening", kAuto},
          {15, "cover.a", "opening", "open", kDevice},
          {60, "cover.a", "open", "closing", kUser},
          {75, "cover.a", "closing", "closed", kDevice}},
         {"cover.a=open"}},
        {"a sensor is not operated",
         {{0, "sensor.a", "1", "2", kAuto}, {1, "sensor.a", "2", "1", kUser}},
         {}},
        {"a change that was missed",
         {{0, a, "off", "on", kAuto}, {1, a, "unknown", "off", kUser}},
         {}}};
    for (const Case& c : cases) BOOST_TEST(run(c.steps) == c.wanted, c.what);
}

BOOST_AUTO_TEST_CASE(the_time_is_what_the_settings_say) {
    const std::vector<Step> steps = {{0, "light.a", "off", "on", kAuto},
                                     {61, "light.a", "on", "off", kUser}};
    BOOST_TEST(run(steps, 60 * kSecond).empty());
    BOOST_TEST(run(steps, 61 * kSecond).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_removed_entity_takes_nothing_back) {
    UndoRule rule(kWithin);
    BOOST_TEST(!rule.undone_by(change_of({0, "light.a", "off", "on", kAuto})));
    StateChange gone = change_of({1, "light.a", "on", "off", kUser});
    gone.removed = true;
    BOOST_TEST(!rule.undone_by(gone));
    BOOST_TEST(!rule.undone_by(change_of({2, "light.a", "on", "off", kUser})));
}

BOOST_AUTO_TEST_CASE(the_sample_says_what_was_undone_how_soon_and_whose_doing_it_was) {
    UndoRule rule(kWithin);
    // The automation calls a script: both tell of the context.
    rule.note(change_of({0, "script.evening", "off", "on", kAuto, "c1"}));
    rule.note(change_of({0, "automation.hall", "on", "on", kAuto, "c1"}));
    rule.undone_by(change_of({0, "light.a", "off", "on", kAuto, "c1"}));
    const auto sample = rule.undone_by(change_of({42.5, "light.a", "on", "off", kUser}));
    BOOST_REQUIRE(sample);
    BOOST_TEST(sample->kind == "feedback");
    BOOST_TEST(sample->label == "light.a=on");
    BOOST_TEST(sample->time_us == static_cast<TimeUs>(42.5 * kSecond));
    BOOST_TEST(sample->target);
    const Json wanted = {{"entity", "light.a"},  {"state", "on"},   {"origin", "user"},
                         {"feedback", "undone"}, {"seconds", 42.5}, {"cause", "automation.hall"}};
    BOOST_TEST(sample->features == wanted);
}

BOOST_AUTO_TEST_CASE(a_cause_that_is_told_later_is_known_and_one_never_told_is_absent) {
    UndoRule rule(kWithin);
    rule.undone_by(change_of({0, "light.a", "off", "on", kAuto, "c1"}));
    rule.note(change_of({1, "automation.late", "on", "on", kAuto, "c1"}));
    BOOST_TEST(rule.undone_by(change_of({2, "light.a", "on", "off", kUser}))->features["cause"] ==
               "automation.late");
    rule.undone_by(change_of({10, "light.a", "off", "on", kAuto, "c2"}));
    BOOST_TEST(!rule.undone_by(change_of({12, "light.a", "on", "off", kUser}))
                    ->features.contains("cause"));
}

BOOST_AUTO_TEST_CASE(each_undoing_is_a_sample_of_its_own) {
    UndoRule rule(kWithin);
    std::vector<std::string> keys;
    for (const double at : {0.0, 10.0}) {
        rule.undone_by(change_of({at, "light.a", "off", "on", kAuto}));
        keys.push_back(
            rule.undone_by(change_of({at + 1, "light.a", "on", "off", kUser}))->distinct_key);
    }
    BOOST_TEST(keys[0] != keys[1]);
}

BOOST_AUTO_TEST_CASE(many_entities_do_not_fill_the_memory) {
    UndoRule rule(kWithin);
    for (int i = 0; i < 10'000; ++i)
        rule.undone_by(change_of({i * 1.0, "light.l" + std::to_string(i), "off", "on", kAuto}));
    BOOST_TEST(rule.undone_by(change_of({10'000, "light.l9999", "on", "off", kUser})).has_value());
    BOOST_TEST(!rule.undone_by(change_of({10'000, "light.l1", "on", "off", kUser})).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
