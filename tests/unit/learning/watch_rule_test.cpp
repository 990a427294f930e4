#include "learning/watch_rule.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "random_draws.hpp"

using hearth::Json;
using hearth::kMicrosPerDay;
using hearth::TimeUs;
using hearth::test::RandomDraws;
using namespace hearth::learning;

namespace {

const TimeUs kStart = 20'000 * kMicrosPerDay;
const WatchRules kRules;

// What a model that hits `own` and a fallback that hits `fallback` of 100 events left behind; the
// events that both hit are as many as can be.
WatchReference reference(int own, int fallback, int hundreds = 3) {
    WatchReference out;
    for (int i = 0; i < 100 * hundreds; ++i) {
        const double score = i % 100 < own ? 1 : 0, other = i % 100 < fallback ? 1 : 0;
        out.score.add(score);
        out.lead.add(score - other);
    }
    return out;
}

WatchReference score_only(int own, int hundreds = 3) {
    WatchReference out = reference(own, 0, hundreds);
    out.lead = {};
    return out;
}

// A watch of 200 events: the fallback hits with chance `fallback`, the model where the fallback
// does and by `lead` more often (less often if negative).
WatchVerdict watch(RandomDraws& draws, double fallback, double lead, bool with_fallback,
                   const WatchReference& reference) {
    WatchState state = begin_watch(kStart);
    const int events = 200;
    for (int i = 0; i < events; ++i) {
        const double place = draws.uniform();
        const double score = place < fallback + lead ? 1 : 0;
        const auto other =
            with_fallback ? std::optional(place < fallback ? 1.0 : 0.0) : std::nullopt;
        const TimeUs now = kStart + kRules.watch_for_us / events * i;
        BOOST_REQUIRE(update(state, score, other, reference, kRules, now).ok());
        const auto verdict = assess(state, reference, kRules, now);
        if (verdict.decision != WatchDecision::kKeepWatching) return verdict;
    }
    return assess(state, reference, kRules, kStart + kRules.watch_for_us);
}

double rolled_back(double fallback, double lead, bool with_fallback,
                   const WatchReference& reference) {
    RandomDraws draws(31);
    int count = 0;
    for (int i = 0; i < 300; ++i)
        count += watch(draws, fallback, lead, with_fallback, reference).decision ==
                         WatchDecision::kRollBack
                     ? 1
                     : 0;
    return count / 300.0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(watch_rule)

BOOST_AUTO_TEST_CASE(verdicts) {
    const TimeUs end = kStart + kRules.watch_for_us;
    struct Case {
        const char* name;
        int events;
        double score;
        std::optional<double> fallback;
        WatchReference before;
        TimeUs now;
        WatchDecision decision;
        const char* code;
    };
    for (const Case& c :
         std::initializer_list<Case>{{"nothing yet", 0, 0, 0.0, reference(50, 40), kStart,
                                      WatchDecision::kKeepWatching, "watching"},
                                     {"three misses prove nothing", 3, 0, 1.0, reference(50, 40),
                                      kStart + 1, WatchDecision::kKeepWatching, "watching"},
                                     {"all misses", 60, 0, std::nullopt, score_only(70), kStart + 1,
                                      WatchDecision::kRollBack, "fell"},
                                     {"all misses, fallback hits, no reference",
                                      30,
                                      0,
                                      1.0,
                                      {},
                                      kStart + 1,
                                      WatchDecision::kRollBack,
                                      "below_fallback"},
                                     {"all misses, fallback too", 60, 0, 0.0, reference(70, 65),
                                      kStart + 1, WatchDecision::kKeepWatching, "watching"},
                                     {"all misses, no reference, no fallback",
                                      60,
                                      0,
                                      std::nullopt,
                                      {},
                                      end,
                                      WatchDecision::kKeep,
                                      "held"},
                                     {"good until the end", 100, 1, 0.0, reference(50, 40), end,
                                      WatchDecision::kKeep, "held"},
                                     {"one microsecond before", 100, 1, 0.0, reference(50, 40),
                                      end - 1, WatchDecision::kKeepWatching, "watching"},
                                     {"enough events", 500, 1, 0.0, reference(50, 40), kStart + 1,
                                      WatchDecision::kKeep, "held"},
                                     {"few events at the end", 19, 0, 1.0, reference(50, 40), end,
                                      WatchDecision::kKeep, "too_few_events"},
                                     {"nothing ever came", 0, 0, 0.0, reference(50, 40), end,
                                      WatchDecision::kKeep, "too_few_events"},
                                     {"the clock was put back by years",
                                      0,
                                      0,
                                      0.0,
                                      {},
                                      0,
                                      WatchDecision::kKeep,
                                      "too_few_events"}}) {
        WatchState state = begin_watch(kStart);
        for (int i = 0; i < c.events; ++i)
            BOOST_REQUIRE(update(state, c.score, c.fallback, c.before, kRules, kStart).ok());
        const auto verdict = assess(state, c.before, kRules, c.now);
        BOOST_TEST(to_string(verdict.decision) == to_string(c.decision),
                   c.name << ": " << verdict.reason);
        BOOST_TEST(verdict.code == c.code, c.name);
    }
}

BOOST_AUTO_TEST_CASE(sentences_have_the_figures) {
    WatchState state = begin_watch(kStart);
    for (int i = 0; i < 60; ++i)
        BOOST_REQUIRE(update(state, 0, 0.0, score_only(70), kRules, kStart).ok());
    const auto verdict = assess(state, score_only(70), kRules, kStart);
    BOOST_TEST(verdict.reason.find("The new version's live score has fallen: live score 0.000 on "
                                   "60 events, 0.000 of the fallback on 60 of them; the version "
                                   "before had 0.700 on 300 events; the odds") == 0,
               verdict.reason);
}

BOOST_AUTO_TEST_CASE(a_version_that_holds_its_level_is_rarely_accused) {
    BOOST_TEST(rolled_back(0.4, 0.1, true, reference(50, 40)) < 0.03);
    BOOST_TEST(rolled_back(0.4, 0.1, false, score_only(50)) < 0.03);
    BOOST_TEST(rolled_back(0.4, 0.1, false, score_only(50, 1)) < 0.03);
    BOOST_TEST(rolled_back(0.4, 0.0, true, {}) < 0.03);  // level with the fallback
}

BOOST_AUTO_TEST_CASE(a_home_that_grew_harder_to_foretell_is_not_the_versions_fault) {
    BOOST_TEST(rolled_back(0.1, 0.1, true, reference(50, 40)) < 0.03);
    BOOST_TEST(rolled_back(0.1, 0.1, false, score_only(50)) > 0.9);  // nothing shows it here
}

BOOST_AUTO_TEST_CASE(a_version_that_fell_is_rolled_back) {
    BOOST_TEST(rolled_back(0.4, -0.1, true, reference(50, 40)) > 0.9);
    BOOST_TEST(rolled_back(0.4, -0.15, false, score_only(50)) > 0.9);
    BOOST_TEST(rolled_back(0.4, -0.1, true, {}) > 0.9);
}

BOOST_AUTO_TEST_CASE(invalid_scores_are_refused_and_not_counted) {
    WatchState state = begin_watch(kStart);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double bad : {nan, -0.1, 1.1}) {
        BOOST_TEST(!update(state, bad, std::nullopt, {}, kRules, kStart).ok());
        BOOST_TEST(!update(state, 1, bad, {}, kRules, kStart).ok());
    }
    BOOST_TEST(state.live.score.n == 0);
}

BOOST_AUTO_TEST_CASE(the_state_survives_a_restart_in_the_middle) {
    RandomDraws draws(8);
    const WatchReference before = reference(50, 40);
    WatchState whole = begin_watch(kStart), stopped = whole;
    for (int i = 0; i < 100; ++i) {
        const double score = draws.uniform(), other = draws.uniform();
        BOOST_REQUIRE(update(whole, score, other, before, kRules, kStart + i).ok());
        BOOST_REQUIRE(update(stopped, score, other, before, kRules, kStart + i).ok());
        if (i % 30 == 0)
            stopped =
                watch_state_from_json(*hearth::parse_json(hearth::dump_json(to_json(stopped))), 0);
    }
    BOOST_TEST(to_json(stopped) == to_json(whole));
    BOOST_TEST(to_json(watch_reference_from_json(to_json(before))) == to_json(before));
}

BOOST_AUTO_TEST_CASE(damaged_state_is_a_fresh_start) {
    const Json fresh = to_json(begin_watch(5));
    for (const Json& json : {Json(), Json(1), Json::object(),
                             Json{{"live", 3}, {"fallback", "x"}, {"below_fallback", Json()}}})
        BOOST_TEST(to_json(watch_state_from_json(json, 5)) == fresh);
}

BOOST_AUTO_TEST_SUITE_END()
