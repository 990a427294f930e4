#include "learning/adaptive_threshold.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "learning/plain_words.hpp"

using hearth::Json;
using hearth::kMicrosPerDay;
using hearth::ThresholdPolicy;
using namespace hearth::learning;

namespace {

const ThresholdRules kRules;
const ThresholdPolicy kPolicy{100, 25, 400};

// h: helped, n: changed nothing, r: rejected, d: drift. The value after each.
std::vector<int> values_of(const std::string& facts, const ThresholdPolicy& policy = kPolicy) {
    ThresholdState state = initial_threshold(policy);
    std::vector<int> out;
    for (const char fact : facts) {
        ThresholdStep step;
        if (fact == 'd')
            step = on_drift(state, policy, kRules);
        else
            step = after_run(state,
                             fact == 'h'   ? RunOutcome::kHelped
                             : fact == 'n' ? RunOutcome::kChangedNothing
                                           : RunOutcome::kRejected,
                             policy, kRules);
        BOOST_TEST(step.change.has_value() == (step.state.value != state.value), facts);
        if (step.change) BOOST_TEST(step.change->value == step.state.value, facts);
        state = step.state;
        out.push_back(static_cast<int>(state.value));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(adaptive_threshold)

BOOST_AUTO_TEST_CASE(outcomes_move_it_and_a_turn_takes_two) {
    struct Case {
        const char* facts;
        std::vector<int> values;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"h", {80}},
             {"n", {125}},
             {"r", {125}},
             {"hh", {80, 64}},
             {"hn", {80, 80}},                      // one against the trend is not enough
             {"hnn", {80, 80, 100}},                // two are
             {"hnr", {80, 80, 100}},                // both speak for training less often
             {"hnhnhn", {80, 80, 64, 64, 51, 51}},  // no swinging: the trend goes on
             {"rhrh", {125, 125, 156, 156}},
             {"rrhhh", {125, 156, 156, 125, 100}},
             {"hhhhhhhhh", {80, 64, 51, 41, 33, 26, 25, 25, 25}},
             {"rrrrrrrr", {125, 156, 195, 244, 305, 381, 400, 400}},
             {"rrrrrrrrhh", {125, 156, 195, 244, 305, 381, 400, 400, 400, 320}}}) {
        const auto values = values_of(c.facts);
        BOOST_TEST_CONTEXT(c.facts)
        BOOST_TEST(values == c.values, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(drift_halves_once_until_a_run_finished) {
    struct Case {
        const char* facts;
        std::vector<int> values;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"d", {50}},
             {"dd", {50, 50}},
             {"dr", {50, 125}},
             {"dh", {50, 80}},
             {"hdn", {80, 40, 80}},  // the run ends the halving and is one against the trend
             {"dhdh", {50, 80, 40, 64}},
             {"hhhhhhhd", {80, 64, 51, 41, 33, 26, 25, 25}}}) {
        const auto values = values_of(c.facts);
        BOOST_TEST_CONTEXT(c.facts)
        BOOST_TEST(values == c.values, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(changes_say_the_old_and_the_new_figure) {
    const ThresholdState start = initial_threshold(kPolicy);
    const auto helped = after_run(start, RunOutcome::kHelped, kPolicy, kRules);
    BOOST_TEST(helped.change.value().code == "helped");
    BOOST_TEST(helped.change->reason ==
               "Threshold lowered from 100 to 80 new samples: the last training helped clearly.");
    const auto drift = on_drift(helped.state, kPolicy, kRules);
    BOOST_TEST(drift.change.value().code == "drift");
    const auto over = after_run(drift.state, RunOutcome::kRejected, kPolicy, kRules);
    BOOST_TEST(over.change.value().code == "drift_over");
    BOOST_TEST(over.change->reason ==
               "Threshold raised from 40 to 80 new samples: the halving for drift ends with this "
               "run.");
    const auto again = after_run(on_drift(over.state, kPolicy, kRules).state, RunOutcome::kRejected,
                                 kPolicy, kRules);
    BOOST_TEST(again.change.value().code == "rejected");
    BOOST_TEST(again.change->reason.find("ends with this run, and the last training's candidate "
                                         "was rejected.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_arrival_rate_limits_it) {
    struct Case {
        const char* name;
        double per_day;
        int value;
        const char* words;  // of the reason; empty: no change
    };
    for (const Case& c : std::initializer_list<Case>{
             {"plenty within limits", 50, 100, ""},
             {"14 days of samples at most", 5, 70, "longer than 14 days"},
             {"the policy's minimum wins", 1, 25, "longer than 14 days"},
             {"nothing arrives", 0, 25, "longer than 14 days"},
             {"not more often than every 6 hours", 800, 200, "at least 6 hours apart"},
             {"the policy's maximum wins", 1e9, 400, "at least 6 hours apart"},
             {"too small a difference to speak of", 6.6, 100, ""},
             {"no number", std::numeric_limits<double>::quiet_NaN(), 100, ""},
             {"negative", -1, 100, ""}}) {
        const auto step = on_arrival_rate(initial_threshold(kPolicy), c.per_day, kPolicy, kRules);
        BOOST_TEST(step.state.value == c.value, c.name);
        BOOST_TEST(step.change.has_value() == !std::string(c.words).empty(), c.name);
        if (!step.change) continue;
        BOOST_TEST(step.change->code == "rate");
        BOOST_TEST(step.change->reason.find(c.words) != std::string::npos, step.change->reason);
    }
}

BOOST_AUTO_TEST_CASE(a_quiet_holiday_leaves_no_trace) {
    ThresholdState state = initial_threshold(kPolicy);
    state = on_arrival_rate(state, 0.5, kPolicy, kRules).state;
    BOOST_TEST(state.value == 25);
    const auto home = on_arrival_rate(state, 40, kPolicy, kRules);
    BOOST_TEST(home.state.value == 100);
    BOOST_TEST(home.change.value().reason ==
               "Threshold raised from 25 to 100 new samples: 40.0 new samples arrive a day, which "
               "sets no limit any more; the number that past trainings call for holds.");
}

BOOST_AUTO_TEST_CASE(bounds_hold_whatever_the_manifest_says) {
    for (const ThresholdPolicy& policy :
         {ThresholdPolicy{100, 200, 50}, ThresholdPolicy{-5, -10, -1}, ThresholdPolicy{0, 0, 0},
          ThresholdPolicy{9999, 25, 400}}) {
        const double low = std::max(1, policy.minimum);
        for (const int value : values_of("hhhdhhrrrdrrrrnnnnnnd", policy)) {
            BOOST_TEST(value >= low);
            BOOST_TEST(value <= std::max<double>(low, policy.maximum));
        }
    }
}

BOOST_AUTO_TEST_CASE(outcomes_are_read_from_the_facts_of_a_run) {
    struct Case {
        const char* name;
        RunFacts facts;
        RunOutcome outcome;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"rejected", {false, 0.5, 0.4}, RunOutcome::kRejected},
             {"first", {true, std::nullopt, std::nullopt}, RunOutcome::kHelped},
             {"clear", {true, 0.01, std::nullopt}, RunOutcome::kHelped},
             {"clear and certain", {true, 0.05, 0.001}, RunOutcome::kHelped},
             {"not certain", {true, 0.05, -0.01}, RunOutcome::kChangedNothing},
             {"small", {true, 0.0099, 0.001}, RunOutcome::kChangedNothing},
             {"within the tolerance", {true, -0.005, -0.02}, RunOutcome::kChangedNothing}})
        BOOST_TEST((outcome_of(c.facts, kRules) == c.outcome), c.name);
}

BOOST_AUTO_TEST_CASE(stale_after_a_week_with_a_minimum_of_samples) {
    struct Case {
        std::int64_t samples;
        double days;
        bool stale;
    };
    for (const Case& c : std::initializer_list<Case>{{25, 7, true},
                                                     {24, 30, false},
                                                     {25, 6.99, false},
                                                     {1000, 1, false},
                                                     {0, 7, false},
                                                     {99, 400, true},
                                                     {99, -3, false}}) {
        const hearth::TimeUs now = 1000 * kMicrosPerDay;
        const auto since = now - static_cast<hearth::TimeUs>(c.days * kMicrosPerDay);
        const auto result = is_stale(c.samples, since, now, kPolicy, kRules);
        BOOST_TEST(result.stale == c.stale, result.reason);
        BOOST_TEST(result.reason.find(counted(c.samples, "new sample")) == 0);
    }
    BOOST_TEST(is_stale(30, 0, 8 * kMicrosPerDay, kPolicy, kRules).reason ==
               "30 new samples and 8.0 days since the last training: training is due although the "
               "threshold is not reached.");
}

BOOST_AUTO_TEST_CASE(another_base_value_begins_anew_within_the_bounds) {
    const ThresholdStep lower = on_new_base(200, {60, 25, 400}, kRules);
    BOOST_TEST(to_json(lower.state) == to_json(initial_threshold({60, 25, 400})));
    BOOST_TEST(lower.change.value().code == "base");
    BOOST_TEST(lower.change->reason ==
               "Threshold lowered from 200 to 60 new samples: the settings name 60 as the base "
               "value now, and it adapts from there anew.");
    BOOST_TEST(on_new_base(100, {900, 25, 400}, kRules).state.value == 400);
    BOOST_TEST(!on_new_base(60, {60, 25, 400}, kRules).change.has_value());
}

BOOST_AUTO_TEST_CASE(the_state_survives_a_restart_in_the_middle) {
    ThresholdState state = initial_threshold(kPolicy);
    state = after_run(state, RunOutcome::kHelped, kPolicy, kRules).state;
    state = after_run(state, RunOutcome::kRejected, kPolicy, kRules).state;
    state = on_arrival_rate(state, 4, kPolicy, kRules).state;
    state = on_drift(state, kPolicy, kRules).state;
    const ThresholdState read = threshold_state_from_json(to_json(state), kPolicy);
    BOOST_TEST(to_json(read) == to_json(state));
    BOOST_TEST(after_run(read, RunOutcome::kRejected, kPolicy, kRules).change.value().reason ==
               after_run(state, RunOutcome::kRejected, kPolicy, kRules).change.value().reason);
}

BOOST_AUTO_TEST_CASE(damaged_state_is_read_as_far_as_it_goes) {
    const Json fresh = to_json(initial_threshold(kPolicy));
    for (const Json& json :
         {Json(), Json(3), Json::array({1}), Json::object(), Json{{"learned", "x"}},
          Json{{"learned", std::numeric_limits<double>::quiet_NaN()}, {"streak", -4}}})
        BOOST_TEST(to_json(threshold_state_from_json(json, kPolicy)) == fresh);
    BOOST_TEST(threshold_state_from_json({{"learned", 1e9}}, kPolicy).value == 400);
    BOOST_TEST(threshold_state_from_json({{"last_direction", 7}}, kPolicy).last_direction == 1);
}

BOOST_AUTO_TEST_SUITE_END()
