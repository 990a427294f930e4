#include "learning/outcome_drift.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "random_draws.hpp"

using hearth::Json;
using hearth::test::RandomDraws;
using namespace hearth::learning;

namespace {

const OutcomeRules kRules;

ScoreSummary reference(int hits, int n) {
    ScoreSummary out;
    for (int i = 0; i < n; ++i) out.add(i < hits ? 1 : 0);
    return out;
}

void feed(OutcomeState& state, RandomDraws& draws, double chance, int n,
          const ScoreSummary& reference) {
    for (int i = 0; i < n; ++i)
        BOOST_REQUIRE(update(state, draws.chance(chance) ? 1 : 0, reference, kRules).ok());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outcome_drift)

BOOST_AUTO_TEST_CASE(too_little_to_compare_is_unknown) {
    RandomDraws draws(1);
    struct Case {
        int reference, events;
        const char* state;
        const char* words;
    };
    for (const Case& c : std::initializer_list<Case>{
             {0, 100, "unknown", "0 scored events in the reference, and 100 are needed"},
             {99, 100, "unknown", "99 scored events in the reference"},
             {100, 29, "unknown", "29 scored events so far, and 30 are needed"},
             {100, 30, "stable", "holds its level"}}) {
        OutcomeState state;
        const auto then = reference(c.reference / 2, c.reference);
        feed(state, draws, 0.5, c.events, then);
        const auto report = assess(state, then, kRules);
        BOOST_TEST(to_string(report.state) == c.state, report.reason);
        BOOST_TEST(report.reason.find(c.words) != std::string::npos, report.reason);
        BOOST_TEST(!report.recommendation.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_steady_model_raises_no_alarm) {
    RandomDraws draws(2);
    int alarms = 0;
    for (int trial = 0; trial < 200; ++trial) {
        ScoreSummary then;
        for (int i = 0; i < 300; ++i) then.add(draws.chance(0.5) ? 1 : 0);
        OutcomeState state;
        bool alarm = false;
        for (int i = 0; i < 1000 && !alarm; ++i) {
            feed(state, draws, 0.5, 1, then);
            alarm = assess(state, then, kRules).state > DriftState::kStable;
        }
        alarms += alarm ? 1 : 0;
    }
    BOOST_TEST(alarms < 10, alarms << " of 200");
}

BOOST_AUTO_TEST_CASE(a_fall_is_found_however_late_it_comes_and_a_recovery_too) {
    RandomDraws draws(3);
    const auto then = reference(250, 500);
    OutcomeState state;
    feed(state, draws, 0.5, 3000, then);
    BOOST_TEST(to_string(assess(state, then, kRules).state) == "stable");
    feed(state, draws, 0.2, 300, then);
    const auto fallen = assess(state, then, kRules);
    BOOST_TEST(to_string(fallen.state) == "severe", fallen.reason);
    BOOST_TEST(fallen.reason.find("against 0.500 on 500 events of the reference") !=
               std::string::npos);
    BOOST_TEST(fallen.recommendation.find("Train again now") == 0);
    feed(state, draws, 0.5, 300, then);
    BOOST_TEST(to_string(assess(state, then, kRules).state) == "stable");
}

BOOST_AUTO_TEST_CASE(a_model_that_became_better_raises_no_alarm) {
    RandomDraws draws(4);
    const auto then = reference(250, 500);
    OutcomeState state;
    for (const double chance : {0.6, 0.9, 1.0}) {
        feed(state, draws, chance, 500, then);
        const auto report = assess(state, then, kRules);
        BOOST_TEST(to_string(report.state) == "stable", report.reason);
    }
}

BOOST_AUTO_TEST_CASE(a_small_fall_is_moderate) {
    OutcomeRules rules = kRules;
    rules.half_life_events = 1000;
    const auto then = reference(450, 500);
    OutcomeState state;
    for (int i = 0; i < 5000; ++i)
        BOOST_REQUIRE(update(state, i % 100 < 82 ? 1 : 0, then, rules).ok());
    const auto report = assess(state, then, rules);
    BOOST_TEST(to_string(report.state) == "moderate", report.reason);
}

BOOST_AUTO_TEST_CASE(a_reference_that_never_hit_cannot_be_undercut) {
    OutcomeState state;
    const auto then = reference(0, 200);
    for (int i = 0; i < 1000; ++i) BOOST_REQUIRE(update(state, 0, then, kRules).ok());
    BOOST_TEST(to_string(assess(state, then, kRules).state) == "stable");
}

BOOST_AUTO_TEST_CASE(invalid_scores_are_refused_and_not_counted) {
    OutcomeState state;
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), -0.01, 1.01})
        BOOST_TEST(!update(state, bad, reference(50, 100), kRules).ok());
    BOOST_TEST(state.events == 0);
}

BOOST_AUTO_TEST_CASE(the_state_survives_a_restart) {
    RandomDraws draws(4);
    const auto then = reference(250, 500);
    OutcomeState state;
    feed(state, draws, 0.4, 100, then);
    const auto text = hearth::dump_json(to_json(state));
    BOOST_TEST(to_json(outcome_state_from_json(*hearth::parse_json(text))) == to_json(state));
    for (const Json& json : {Json(), Json(1), Json{{"events", "x"}, {"weight", -1}, {"fell", 2}}})
        BOOST_TEST(to_json(outcome_state_from_json(json)) == to_json(OutcomeState()));
}

BOOST_AUTO_TEST_SUITE_END()
