#include "learning/shadow_rule.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "random_draws.hpp"

using hearth::Json;
using hearth::kMicrosPerDay;
using hearth::LiveScore;
using hearth::TimeUs;
using hearth::test::RandomDraws;
using namespace hearth::learning;

namespace {

const TimeUs kStart = 20'000 * kMicrosPerDay;

LiveScore score_of(double top1, double reciprocal_rank, double log_loss) {
    LiveScore out;
    out.top1 = top1;
    out.reciprocal_rank = reciprocal_rank;
    out.log_loss = log_loss;
    return out;
}

LiveScore right() { return score_of(1, 1, 0.1); }
LiveScore wrong() { return score_of(0, 0, 3); }

ShadowRules hit_rules() {
    ShadowRules rules;
    rules.metric = LiveMetric::kHit;
    return rules;
}

ShadowState state_after(int events, const LiveScore& candidate, const LiveScore& incumbent,
                        const ShadowRules& rules = {}) {
    ShadowState state = begin_shadow(kStart);
    for (int i = 0; i < events; ++i)
        BOOST_REQUIRE(update(state, candidate, incumbent, rules, kStart).ok());
    return state;
}

// One whole shadow phase: `events` spread over 14 days, hits agree but for `only_candidate` and
// `only_incumbent`.
ShadowVerdict phase(RandomDraws& draws, int events, double only_candidate, double only_incumbent,
                    const ShadowRules& rules) {
    ShadowState state = begin_shadow(kStart);
    for (int i = 0; i < events; ++i) {
        const TimeUs now = kStart + rules.expire_after_us / events * i;
        const double place = draws.uniform();
        const bool a = place < only_candidate || place > 0.6;
        const bool b =
            (place >= only_candidate && place < only_candidate + only_incumbent) || place > 0.6;
        BOOST_REQUIRE(update(state, a ? right() : wrong(), b ? right() : wrong(), rules, now).ok());
        const auto verdict = assess(state, rules, now);
        if (verdict.decision != ShadowDecision::kContinue) return verdict;
    }
    return assess(state, rules, kStart + rules.expire_after_us);
}

struct Shares {
    double promoted = 0, early = 0, rejected = 0, expired = 0;
};

Shares shares(int trials, int events, double only_candidate, double only_incumbent,
              const ShadowRules& rules) {
    Shares out;
    RandomDraws draws(4711);
    for (int i = 0; i < trials; ++i) {
        const auto verdict = phase(draws, events, only_candidate, only_incumbent, rules);
        const double one = 1.0 / trials;
        out.promoted += verdict.decision == ShadowDecision::kPromote ? one : 0;
        out.early += verdict.code == "not_worse" ? one : 0;
        out.rejected += verdict.decision == ShadowDecision::kReject ? one : 0;
        out.expired += verdict.decision == ShadowDecision::kExpire ? one : 0;
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shadow_rule)

BOOST_AUTO_TEST_CASE(verdicts) {
    const ShadowRules rules;
    const TimeUs later = kStart + 2 * kMicrosPerDay, end = kStart + rules.expire_after_us;
    struct Case {
        const char* name;
        int events;
        LiveScore candidate, incumbent;
        TimeUs now;
        ShadowDecision decision;
        const char* code;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"nothing yet", 0, right(), wrong(), later, ShadowDecision::kContinue, "collecting"},
             {"three events prove nothing", 3, wrong(), right(), later, ShadowDecision::kContinue,
              "collecting"},
             {"clearly worse", 20, wrong(), right(), kStart, ShadowDecision::kReject, "worse"},
             {"clearly better", 100, right(), wrong(), later, ShadowDecision::kPromote,
              "not_worse"},
             {"better, too few events", 99, right(), wrong(), later, ShadowDecision::kContinue,
              "collecting"},
             {"better, not a day yet", 200, right(), wrong(), kStart + kMicrosPerDay - 1,
              ShadowDecision::kContinue, "collecting"},
             {"level until the end", 150, right(), right(), end, ShadowDecision::kPromote,
              "level_at_the_end"},
             {"one microsecond before the end", 150, right(), right(), end - 1,
              ShadowDecision::kContinue, "collecting"},
             {"too few at the end", 99, right(), wrong(), end, ShadowDecision::kExpire,
              "too_few_events"},
             {"nothing ever came", 0, right(), right(), end, ShadowDecision::kExpire,
              "too_few_events"},
             {"the clock was put back by years", 99, right(), right(), kStart - end,
              ShadowDecision::kExpire, "too_few_events"}}) {
        const auto state = state_after(c.events, c.candidate, c.incumbent);
        const auto verdict = assess(state, rules, c.now);
        BOOST_TEST(to_string(verdict.decision) == to_string(c.decision),
                   c.name << ": " << verdict.reason);
        BOOST_TEST(verdict.code == c.code, c.name);
        BOOST_TEST(!verdict.reason.empty(), c.name);
    }
}

BOOST_AUTO_TEST_CASE(the_tolerance_is_inclusive_at_the_end) {
    ShadowRules rules = hit_rules();
    rules.tolerance = 0.01;
    ShadowState state = state_after(198, right(), right(), rules);
    BOOST_REQUIRE(update(state, wrong(), right(), rules, kStart).ok());
    BOOST_REQUIRE(update(state, wrong(), right(), rules, kStart).ok());
    const TimeUs end = kStart + rules.expire_after_us;
    BOOST_TEST(assess(state, rules, end).code == "level_at_the_end");
    BOOST_REQUIRE(update(state, wrong(), right(), rules, kStart).ok());
    const auto verdict = assess(state, rules, end);
    BOOST_TEST(verdict.code == "worse_at_the_end");
    BOOST_TEST(verdict.reason.find("hit rate 0.985 against 1.000 of the incumbent on 201 live "
                                   "events") != std::string::npos,
               verdict.reason);
}

BOOST_AUTO_TEST_CASE(the_number_of_events_ends_it_too) {
    ShadowRules rules;
    rules.max_events = 60;  // fewer than min_events: still no wedge
    const auto state = state_after(60, right(), right(), rules);
    BOOST_TEST(assess(state, rules, kStart).code == "level_at_the_end");
}

BOOST_AUTO_TEST_CASE(a_log_loss_is_better_when_lower) {
    ShadowRules rules;
    rules.metric = LiveMetric::kLogLoss;
    const auto better = state_after(200, right(), wrong(), rules);
    BOOST_TEST(assess(better, rules, kStart + kMicrosPerDay).code == "not_worse");
    const auto worse =
        state_after(200, score_of(1, 1, 1e9), right(), rules);  // capped, not infinite
    BOOST_TEST(assess(worse, rules, kStart).code == "worse");
    BOOST_TEST(worse.candidate.mean() == rules.log_loss_cap);
}

BOOST_AUTO_TEST_CASE(invalid_scores_are_refused_and_not_counted) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    for (const LiveScore& bad :
         {score_of(1, nan, 1), score_of(1, 1.1, 1), score_of(1, -0.1, 1), score_of(1, 1, nan),
          score_of(1, 1, infinite), score_of(1, 1, -1)}) {
        ShadowState state = begin_shadow(kStart);
        BOOST_TEST(!update(state, bad, right(), {}, kStart).ok());
        BOOST_TEST(!update(state, right(), bad, {}, kStart).ok());
        BOOST_TEST(state.events == 0);
    }
}

// Simulated shadow phases. At the border of the tolerance the promise is about the sequential test;
// further off it must hold for the whole phase, its end included.
BOOST_AUTO_TEST_CASE(a_worse_candidate_is_promoted_in_fewer_than_one_of_twenty_phases) {
    const ShadowRules rules = hit_rules();
    const auto border = shares(400, 1000, 0.07, 0.08, rules);
    BOOST_TEST_MESSAGE("at the border: early " << border.early);
    BOOST_TEST(border.early < 0.05);
    for (const auto& [events, lead] : {std::pair{1000, 0.06}, std::pair{300, 0.10}}) {
        const auto worse = shares(400, events, 0.05, 0.05 + lead, rules);
        BOOST_TEST_MESSAGE(events << " events, " << lead << " worse: promoted " << worse.promoted
                                  << ", rejected " << worse.rejected);
        BOOST_TEST(worse.promoted < 0.05, events << " events, worse by " << lead);
        BOOST_TEST(worse.rejected > 0.95);
    }
}

BOOST_AUTO_TEST_CASE(a_good_candidate_gets_through) {
    const ShadowRules rules = hit_rules();
    const auto better = shares(200, 1000, 0.12, 0.04, rules);
    BOOST_TEST_MESSAGE("better by .08: early " << better.early);
    BOOST_TEST(better.early > 0.9);  // and before the end
    BOOST_TEST(better.promoted > 0.99);
    const auto level = shares(200, 1000, 0.03, 0.03, rules);
    BOOST_TEST_MESSAGE("level: promoted " << level.promoted << " early " << level.early);
    BOOST_TEST(level.promoted > 0.85);
    const auto few = shares(20, 60, 0.12, 0.04, rules);
    BOOST_TEST(few.promoted == 0);
    BOOST_TEST(few.expired > 0.99);
}

BOOST_AUTO_TEST_CASE(a_canary_serves_a_steady_share) {
    BOOST_TEST(!canary_serves("a", 0));
    BOOST_TEST(!canary_serves("a", -1));
    BOOST_TEST(!canary_serves("a", std::numeric_limits<double>::quiet_NaN()));
    BOOST_TEST(canary_serves("a", 1));
    int served = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::string key = "v7/" + std::to_string(i);
        const bool now = canary_serves(key, 0.1);
        served += now ? 1 : 0;
        BOOST_REQUIRE(now == canary_serves(key, 0.1));
        if (now) BOOST_REQUIRE(canary_serves(key, 0.2));
    }
    BOOST_TEST(served > 900);
    BOOST_TEST(served < 1100);
}

BOOST_AUTO_TEST_CASE(the_state_survives_a_restart_in_the_middle) {
    RandomDraws draws(5);
    const ShadowRules rules = hit_rules();
    ShadowState whole = begin_shadow(kStart), stopped = whole;
    for (int i = 0; i < 300; ++i) {
        const LiveScore a = draws.chance(.5) ? right() : wrong();
        const LiveScore b = draws.chance(.5) ? right() : wrong();
        BOOST_REQUIRE(update(whole, a, b, rules, kStart + i).ok());
        BOOST_REQUIRE(update(stopped, a, b, rules, kStart + i).ok());
        if (i % 50 == 0) {
            const auto text = hearth::dump_json(to_json(stopped));
            stopped = shadow_state_from_json(*hearth::parse_json(text), 0);
        }
    }
    BOOST_TEST(to_json(stopped) == to_json(whole));
}

BOOST_AUTO_TEST_CASE(damaged_state_is_a_fresh_start) {
    const Json fresh = to_json(begin_shadow(77));
    for (const Json& json :
         {Json(), Json("x"), Json::array({1}), Json::object(),
          Json{{"started_us", "x"}, {"events", -3}, {"candidate", 1}, {"worse", {1, 2}}},
          Json{{"not_worse", {1, 2, 3, 4, 5, "x"}}, {"hit", {{"n", -1}, {"sum", 4}}}}})
        BOOST_TEST(to_json(shadow_state_from_json(json, 77)) == fresh);
}

BOOST_AUTO_TEST_SUITE_END()
