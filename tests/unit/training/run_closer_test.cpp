// What follows from a training's outcome.
#include "training/run_closer.hpp"
#include "core/file.hpp"
#include "runs_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct CloserFixture : RunsFixture {
    CloserFixture() {
        settings.cool_down_s = 3600;
        settings.retry_backoff_s = 300;
        live_and_count(30);
    }
    // A run that began, with the weights that its worker left.
    training::JobPlan begun(bool dry_run = false) {
        training::RunPlanner planner(clock, *store, *versions, settings);
        auto command = command_for(kModelName);
        command.dry_run = dry_run;
        auto plan = take(planner.plan(model, command));
        plan.run.started_us = clock.wall_us();
        must(store->runs().insert(plan.run));
        must(write_file_atomically(plan.folder + "/weights.safetensors", plan.run.id));
        clock.advance(kMicrosPerMinute);
        return plan;
    }
    training::JobOutcome outcome(const training::JobPlan& plan, double top1) {
        const std::string file = "weights.safetensors";
        training::JobOutcome out;
        Json scores = {{"model", {{"top1", top1}}}};
        if (plan.incumbent) scores["incumbent"] = {{"top1", 0.5}};
        out.result = {
            {"weights",
             {{"file", file}, {"sha256", take(sha256_of_file(plan.folder + "/" + file))}}},
            {"scores", std::move(scores)},
            {"rows", {{"train", 24}, {"holdout", 6}}},
            {"smoke", {{"finite", true}, {"constant", false}}}};
        return out;
    }
    bool close(const training::JobPlan& plan, const Result<training::JobOutcome>& outcome) {
        training::RunCloser closer(clock, *store, parts(), settings);
        ending = closer.close(model, plan, outcome, plan.run);
        BOOST_TEST(!std::filesystem::exists(plan.folder));
        return ending == training::RunCloser::Ending::kChanged;
    }
    training::RunCloser::Ending ending{};
    double rests_s() {
        return static_cast<double>(state().cooldown_until_us - clock.wall_us()) / kMicrosPerSecond;
    }
    double backs_off_s() {
        const auto until = json_integer(state().extra, "retry_after_us").value_or(clock.wall_us());
        return static_cast<double>(until - clock.wall_us()) / kMicrosPerSecond;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(run_closer, CloserFixture)

BOOST_AUTO_TEST_CASE(a_model_that_nothing_live_can_judge_has_neither_shadow_nor_watch) {
    live->leave_out(kModelName);
    const auto first = begun();
    BOOST_TEST(close(first, outcome(first, .6)));
    live_and_count(20);
    const auto second = begun();
    BOOST_TEST(close(second, outcome(second, .7)));
    BOOST_TEST(*active() == *run_of(second.run.id).version);
    BOOST_TEST(!take(store->versions().in_shadow(kModelName)).has_value());
    BOOST_TEST(take(live->report(kModelName))["watch"].is_null());
    BOOST_TEST(!live->objection(kModelName).has_value());
}

BOOST_AUTO_TEST_CASE(the_first_model_goes_live_and_its_samples_are_used_up) {
    const auto plan = begun();
    live_and_count(4);  // while it was trained
    BOOST_TEST(close(plan, outcome(plan, .6)));
    const Run run = run_of(plan.run.id);
    BOOST_TEST(run.decision == "accepted");
    BOOST_TEST(run.samples_train == 24);
    BOOST_REQUIRE(active().has_value());
    BOOST_TEST(*active() == *run.version);
    BOOST_TEST(take(read_file(versions->path_of(*take(store->versions().active(kModelName))))) ==
               plan.run.id);
    BOOST_TEST(state().samples_new == 4);
    BOOST_TEST(rests_s() == 3600);
    BOOST_TEST(last(decision_kind::kRun).code == "accepted");
}

BOOST_AUTO_TEST_CASE(the_next_one_runs_in_the_shadow_of_the_first) {
    const auto first = begun();
    BOOST_TEST(close(first, outcome(first, .5)));
    const auto second = begun();
    BOOST_TEST(close(second, outcome(second, .6)));
    BOOST_TEST(*active() == 1);
    BOOST_TEST(state_of(2) == "shadow");
}

BOOST_AUTO_TEST_CASE(a_worse_one_is_rejected_and_leaves_nothing_behind) {
    const auto first = begun();
    BOOST_TEST(close(first, outcome(first, .5)));
    const auto worse = begun();
    BOOST_TEST(!close(worse, outcome(worse, .4)));
    BOOST_TEST(run_of(worse.run.id).decision == "rejected");
    BOOST_TEST(!run_of(worse.run.id).version.has_value());
    BOOST_TEST(take(store->versions().list(kModelName)).size() == 1U);
    BOOST_TEST(state().runs == 2);
}

BOOST_AUTO_TEST_CASE(a_dry_run_is_judged_and_changes_nothing) {
    const auto plan = begun(true);
    BOOST_TEST(!close(plan, outcome(plan, .6)));
    BOOST_TEST(run_of(plan.run.id).decision == "accepted");
    BOOST_TEST(!active().has_value());
    BOOST_TEST(state().samples_new == 30);
    BOOST_TEST(state().runs == 0);
}

BOOST_AUTO_TEST_CASE(each_failure_in_a_row_waits_longer_and_a_success_ends_that) {
    const Error broken{ErrorCode::kInternal, "it broke"};
    BOOST_TEST(!close(begun(), broken));
    BOOST_TEST(backs_off_s() == 300);
    BOOST_TEST(!close(begun(), broken));
    BOOST_TEST(backs_off_s() == 600);
    BOOST_TEST(state().samples_new == 30);
    BOOST_TEST(last(decision_kind::kRun).code == "failed");
    const auto plan = begun();
    BOOST_TEST(close(plan, outcome(plan, .6)));
    BOOST_TEST(backs_off_s() == 0);
}

BOOST_AUTO_TEST_CASE(a_cancelled_one_is_no_failure_and_a_refused_one_is_called_so) {
    const auto cancelled = begun();
    BOOST_TEST(!close(cancelled, Error{ErrorCode::kCancelled, "the training was cancelled"}));
    BOOST_TEST((run_of(cancelled.run.id).state == RunState::kCancelled));
    BOOST_TEST(!state().extra.contains("failures"));
    BOOST_TEST(rests_s() == 3600);
    BOOST_TEST(backs_off_s() == 0);
    const auto refused = begun();
    BOOST_TEST(!close(refused, Error{ErrorCode::kRefused, "these samples teach nothing"}));
    BOOST_TEST(run_of(refused.run.id).decision == "refused");
}

BOOST_AUTO_TEST_CASE(staleness_and_rate_are_reckoned_from_the_last_one_that_was_judged) {
    const auto first = begun();
    BOOST_TEST(close(first, outcome(first, .5)));
    const TimeUs judged = state().last_run_us;
    BOOST_TEST(judged == clock.wall_us());
    BOOST_TEST(!close(begun(), Error{ErrorCode::kInternal, "it broke"}));
    BOOST_TEST(!close(begun(), Error{ErrorCode::kCancelled, "the training was cancelled"}));
    BOOST_TEST(state().last_run_us == judged);
    BOOST_TEST(state().last_run_id == first.run.id);
}

BOOST_AUTO_TEST_CASE(a_dry_run_that_fails_or_is_cancelled_delays_nothing) {
    BOOST_TEST(!close(begun(true), Error{ErrorCode::kInternal, "it broke"}));
    BOOST_TEST(!close(begun(true), Error{ErrorCode::kCancelled, "the training was cancelled"}));
    BOOST_TEST(backs_off_s() == 0);
    BOOST_TEST(state().cooldown_until_us == 0);
    BOOST_TEST(last(decision_kind::kRun).code == "cancelled");
}

BOOST_AUTO_TEST_CASE(one_that_was_compared_with_another_version_is_not_judged) {
    const std::int64_t old = activate(), compared = activate();
    const auto plan = begun();
    take(versions->rollback(kModelName, old));
    BOOST_TEST(!close(plan, outcome(plan, .6)));
    BOOST_TEST((ending == training::RunCloser::Ending::kSuperseded));
    const Run run = run_of(plan.run.id);
    BOOST_TEST(run.decision == "superseded");
    BOOST_TEST(run.reason == "it was compared with version " + std::to_string(compared) +
                                 ", and version " + std::to_string(old) +
                                 " is active now; it is trained anew to be compared with that");
    BOOST_TEST(*active() == old);
    BOOST_TEST(!run.version.has_value());
    BOOST_TEST((state().samples_new == 30 && state().runs == 0));
    BOOST_TEST((rests_s() <= 0 && backs_off_s() == 0));
    BOOST_TEST(last(decision_kind::kRun).code == "superseded");
}

BOOST_AUTO_TEST_CASE(a_candidate_that_was_not_compared_with_the_incumbent_fails) {
    const auto first = begun();
    BOOST_TEST(close(first, outcome(first, .5)));
    const auto second = begun();
    auto silent = outcome(second, .6);
    silent.result["scores"].erase("incumbent");
    BOOST_TEST(!close(second, silent));
    BOOST_TEST(run_of(second.run.id).decision == "failed");
    BOOST_TEST(*active() == 1);
}

BOOST_AUTO_TEST_CASE(an_incumbent_that_the_plugin_cannot_use_is_put_aside_in_words) {
    const std::int64_t before = activate(), newest = activate();
    const auto plan = begun();
    const std::string words = "the weights have feature schema 1; this plugin has 2: train again";
    BOOST_TEST(!close(plan, Error{ErrorCode::kConflict, words}));
    BOOST_TEST(run_of(plan.run.id).reason == words);
    BOOST_TEST(state_of(newest) == "damaged");
    BOOST_TEST(*active() == before);
    BOOST_TEST(!close(begun(), Error{ErrorCode::kConflict, words}));
    // Nothing is left that could stop the next training, and no other error puts a version aside.
    BOOST_TEST(!begun().incumbent.has_value());
    const std::int64_t sound = activate();
    BOOST_TEST(!close(begun(), Error{ErrorCode::kInvalid, "these rows are of another kind"}));
    BOOST_TEST(*active() == sound);
}

BOOST_AUTO_TEST_SUITE_END()
