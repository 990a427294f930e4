// What becomes of versions on live events: promoted, rejected, expired, rolled back; never wedged.
#include "loop_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct JudgeFixture : LoopFixture {
    // Events that both are scored on, half an hour apart.
    void live_pairs(int n, std::int64_t active_version, std::int64_t shadow_version,
                    double active_hits, double shadow_hits) {
        for (int i = 0; i < n; ++i) {
            clock.advance(1800 * kMicrosPerSecond);
            const auto hit = [i](double share) { return (i * 37 % 100) < share * 100; };
            LiveScore active = score(active_version, hit(active_hits));
            LiveScore shadow = score(shadow_version, hit(shadow_hits));
            shadow.sample_id = active.sample_id;
            live->on_score(kModelName, active);
            live->on_pair(kModelName, active, shadow);
        }
    }
    // The version and the fallback beside it, on the same events.
    void live_beside(int n, std::int64_t version, double hits, double fallback_hits) {
        for (int i = 0; i < n; ++i) {
            clock.advance(600 * kMicrosPerSecond);
            const auto hit = [i](double share) { return (i * 37 % 100) < share * 100; };
            const LiveScore own = score(version, hit(hits));
            LiveScore fallback = score(0, hit(fallback_hits));
            fallback.sample_id = own.sample_id;
            live->on_score(kModelName, own, fallback);
        }
    }
    void live_scores(int n, std::int64_t version, double hits) {
        for (int i = 0; i < n; ++i) {
            clock.advance(600 * kMicrosPerSecond);
            live->on_score(kModelName, score(version, (i * 37 % 100) < hits * 100));
        }
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(live_judge, JudgeFixture)

BOOST_AUTO_TEST_CASE(a_better_shadow_is_promoted_and_then_watched) {
    const auto first = activate();
    const auto second = shadow();
    BOOST_TEST(state_of(second) == "shadow");
    BOOST_TEST(live->objection(kModelName).has_value());
    live_pairs(150, first, second, .3, .6);
    BOOST_TEST((active() == second));
    BOOST_TEST(state_of(first) == "previous");
    BOOST_TEST(last(decision_kind::kShadow).code == "promoted");
    BOOST_TEST(last(decision_kind::kShadow).version.value_or(0) == second);
    BOOST_TEST(!take(live->report(kModelName))["watch"].is_null());
    BOOST_TEST(!live->objection(kModelName).has_value());
    BOOST_TEST(changes == 1);
}

BOOST_AUTO_TEST_CASE(a_worse_shadow_is_rejected_early) {
    const auto first = activate();
    const auto second = shadow();
    live_pairs(60, first, second, .8, .1);
    BOOST_TEST((active() == first));
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST(last(decision_kind::kShadow).code == "rejected");
}

BOOST_AUTO_TEST_CASE(a_shadow_that_meets_no_events_expires_and_blocks_nothing) {
    const auto first = activate();
    const auto second = shadow();
    live->tick({kModelName});
    BOOST_TEST(state_of(second) == "shadow");
    clock.advance(15 * kMicrosPerDay);
    live->tick({kModelName});
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST(last(decision_kind::kShadow).code == "expired");
    BOOST_TEST((active() == first));
    BOOST_TEST(!live->objection(kModelName).has_value());
}

BOOST_AUTO_TEST_CASE(a_shadow_goes_on_after_a_restart) {
    const auto first = activate();
    const auto second = shadow();
    live_pairs(90, first, second, .3, .6);
    BOOST_TEST(state_of(second) == "shadow");
    open();
    BOOST_TEST(take(live->report(kModelName))["shadow"]["events"] == 90);
    live_pairs(60, first, second, .3, .6);
    BOOST_TEST((active() == second));
}

BOOST_AUTO_TEST_CASE(a_shadow_that_was_forgotten_or_damaged_blocks_nothing) {
    activate();
    const auto second = shadow();
    BOOST_TEST(take(versions->forget_all(kModelName)) == 2);
    BOOST_TEST(!live->objection(kModelName).has_value());
    clock.advance(20 * kMicrosPerDay);
    live->tick({kModelName});
    BOOST_TEST(state_of(second) == "deleted");
    const auto third = activate();
    const auto fourth = shadow();
    std::filesystem::remove(
        folder.file("models/" + kModelName + "/" + std::to_string(fourth) + ".safetensors"));
    BOOST_TEST(!take(versions->in_shadow(kModelName)).has_value());
    BOOST_TEST(!live->objection(kModelName).has_value());
    BOOST_TEST((active() == third));
}

BOOST_AUTO_TEST_CASE(a_rollback_by_the_user_ends_the_watch_and_is_a_decision) {
    const auto first = activate();
    activate();
    BOOST_TEST(take(live->roll_back(kModelName, std::nullopt)).version == first);
    BOOST_TEST(take(live->report(kModelName))["watch"].is_null());
    BOOST_TEST(last(decision_kind::kRollback).version.value_or(0) == first);
}

BOOST_AUTO_TEST_CASE(a_newer_candidate_takes_the_place_of_the_one_in_shadow) {
    activate();
    const auto second = shadow();
    const auto third = shadow();
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST(state_of(third) == "shadow");
}

BOOST_AUTO_TEST_CASE(the_user_decides_about_a_shadow) {
    const auto first = activate();
    const auto second = shadow();
    must(live->decide_shadow(kModelName, false));
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST((active() == first));
    const auto third = shadow();
    must(live->decide_shadow(kModelName, true));
    BOOST_TEST((active() == third));
    BOOST_TEST((live->decide_shadow(kModelName, true).error().code == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(a_version_that_fell_is_rolled_back_by_the_watch) {
    const auto first = activate();
    live_scores(300, first, .7);
    const auto second = activate();
    live_scores(150, second, .2);
    BOOST_TEST((active() == first));
    BOOST_TEST(state_of(second) == "rejected");
    BOOST_TEST(last(decision_kind::kWatch).code == "fell");
    BOOST_TEST(last(decision_kind::kWatch).details["rolled_back_to"] == first);
    BOOST_TEST(changes == 1);
}

BOOST_AUTO_TEST_CASE(a_week_of_visitors_is_no_fault_of_the_new_version) {
    const auto first = activate();
    live_beside(300, first, .7, .5);
    const auto second = activate();
    live_beside(200, second, .4, .2);  // everything is harder now; the lead is what it was
    BOOST_TEST((active() == second));
    clock.advance(3 * kMicrosPerDay);
    live->tick({kModelName});
    const Decision held = last(decision_kind::kWatch);
    BOOST_TEST(held.code == "held");
    BOOST_TEST(held.reason.find("of the fallback on 200 of them") != std::string::npos,
               held.reason);
    BOOST_TEST(
        held.reason.find("the version before led the fallback by 0.200") != std::string::npos,
        held.reason);
}

BOOST_AUTO_TEST_CASE(a_version_that_lost_the_lead_is_rolled_back) {
    const auto first = activate();
    live_beside(300, first, .7, .4);
    const auto second = activate();
    live_beside(200, second, .7, .69);  // as good as before, in a week that is easy for anyone
    BOOST_TEST((active() == first));
    BOOST_TEST(last(decision_kind::kWatch).code == "fell");
}

BOOST_AUTO_TEST_CASE(a_first_version_that_loses_to_counting_is_rolled_back) {
    const auto first = activate();
    live_beside(200, first, .3, .6);
    BOOST_TEST(!active().has_value());
    BOOST_TEST(state_of(first) == "rejected");
    BOOST_TEST(last(decision_kind::kWatch).code == "below_fallback");
}

BOOST_AUTO_TEST_CASE(reports_show_version_and_fallback_on_the_same_events) {
    live_scores(50, 0, .5);  // the fallback alone, before
    const Json before = take(live->report(kModelName))["live"];
    BOOST_TEST(before["events"] == 50);
    BOOST_TEST(before["same_events"].is_null());
    const auto first = activate();
    live_scores(10, first, .6);  // not scored together
    live_beside(100, first, .6, .4);
    const Json live_part = take(live->report(kModelName))["live"];
    BOOST_TEST(live_part["events"] == 110);
    BOOST_TEST(live_part["same_events"]["events"] == 100);
    BOOST_TEST(live_part["same_events"]["active"]["mrr"].get<double>() == .6,
               boost::test_tools::tolerance(1e-9));
    BOOST_TEST(live_part["same_events"]["fallback"]["mrr"].get<double>() == .4,
               boost::test_tools::tolerance(1e-9));
    BOOST_TEST(take(store->live_scores().summary(kModelName, 0)).n == 150);
}

BOOST_AUTO_TEST_CASE(a_first_version_that_falls_leaves_the_fallback) {
    live_scores(200, 0, .7);  // the fallback before it
    const auto first = activate();
    live_scores(200, first, .1);
    BOOST_TEST(!active().has_value());
    BOOST_TEST(state_of(first) == "rejected");
}

BOOST_AUTO_TEST_CASE(a_version_that_holds_is_kept_and_the_watch_ends_by_time) {
    const auto first = activate();
    live_scores(100, first, .7);
    const auto second = activate();
    live_scores(100, second, .7);
    clock.advance(3 * kMicrosPerDay);
    live->tick({kModelName});
    BOOST_TEST((active() == second));
    BOOST_TEST(last(decision_kind::kWatch).code == "held");
    BOOST_TEST(take(live->report(kModelName))["watch"].is_null());
}

BOOST_AUTO_TEST_CASE(a_fall_long_after_the_watch_is_drift_and_told_once) {
    const auto first = activate();
    live_scores(600, first, .8);  // the watch ends after 500
    BOOST_TEST(last(decision_kind::kWatch).code == "held");
    live_scores(400, first, .2);
    BOOST_TEST(drifts == 1);
    BOOST_TEST(!last(decision_kind::kDrift).reason.empty());
    BOOST_TEST((active() == first));
}

BOOST_AUTO_TEST_CASE(scores_of_versions_that_are_gone_are_kept_and_change_nothing) {
    const auto first = activate();
    live_scores(5, 77, 0);
    BOOST_TEST((active() == first));
    BOOST_TEST(take(store->live_scores().summary(kModelName, 77)).n == 5);
}

BOOST_AUTO_TEST_SUITE_END()
