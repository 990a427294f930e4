// What a training is planned to be: full or incremental, from which version and samples.
#include "training/run_planner.hpp"
#include "runs_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct PlannerFixture : RunsFixture {
    training::RunPlanner planner() { return {clock, *store, *versions, settings}; }
    training::JobPlan plan(const training::TrainCommand& command) {
        return take(planner().plan(model, command));
    }
    void set_runs_since_full(std::int64_t n) {
        store::ModelState next = state();
        next.runs_since_full = n;
        must(store->models().update(next));
    }
    const training::TrainCommand command = command_for(kModelName);
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(run_planner, PlannerFixture)

BOOST_AUTO_TEST_CASE(without_samples_nothing_is_planned) {
    const auto plan = planner().plan(model, command);
    BOOST_TEST((code_of_failure(plan) == ErrorCode::kRefused));
    BOOST_TEST(!std::filesystem::exists(settings.jobs_folder));
}

BOOST_AUTO_TEST_CASE(the_first_training_is_full_and_takes_all_samples) {
    live_and_count(30);
    const auto first = plan(command);
    BOOST_TEST((first.run.kind == RunKind::kFull));
    BOOST_TEST(!first.incumbent.has_value());
    BOOST_TEST(first.samples_new == 30);
    BOOST_TEST(first.through_sample_id == store->samples().last_sample_id("interaction"));
    BOOST_TEST(!take(planner().dataset(first, model.manifest)).learn_from_us.has_value());
}

BOOST_AUTO_TEST_CASE(a_large_home_holds_out_two_thousand_rows_and_no_more) {
    live_and_count(30);
    must(store->models().add_new_samples(kModelName, 9'970));
    BOOST_TEST(plan(command).holdout_fraction == .2);
    must(store->models().add_new_samples(kModelName, 30'000));
    BOOST_TEST(plan(command).holdout_fraction == .05);
}

BOOST_AUTO_TEST_CASE(a_later_one_goes_on_from_the_active_version_and_every_fourth_is_full) {
    live_and_count(30);
    const std::int64_t version = activate();
    set_runs_since_full(2);
    const auto next = plan(command);
    BOOST_TEST((next.run.kind == RunKind::kIncremental));
    BOOST_REQUIRE(next.incumbent.has_value());
    BOOST_TEST(next.incumbent->version == version);
    BOOST_TEST(next.new_after_us.has_value());
    set_runs_since_full(3);
    BOOST_TEST((plan(command).run.kind == RunKind::kFull));
    BOOST_TEST(plan(command).incumbent->version == version);
}

BOOST_AUTO_TEST_CASE(a_full_one_can_be_asked_for_and_a_plugin_may_know_no_other) {
    live_and_count(30);
    activate();
    BOOST_TEST((plan(command).run.kind == RunKind::kIncremental));
    auto full = command;
    full.full = true;
    BOOST_TEST((plan(full).run.kind == RunKind::kFull));
    model.manifest.incremental = false;
    BOOST_TEST((plan(command).run.kind == RunKind::kFull));
}

BOOST_AUTO_TEST_CASE(a_scheduled_one_learns_from_a_window_and_has_another_hash) {
    live_and_count(30);
    auto weekly = command;
    weekly.cadence = learning::Cadence::kWeekly;
    const auto scheduled = plan(weekly);
    BOOST_TEST(scheduled.window_days > 0);
    BOOST_TEST(*take(planner().dataset(scheduled, model.manifest)).learn_from_us ==
               clock.wall_us() - scheduled.window_days * kMicrosPerDay);
    BOOST_TEST(scheduled.run.config_hash != plan(command).run.config_hash);
    BOOST_TEST(plan(command).run.config_hash == plan(command).run.config_hash);
}

BOOST_AUTO_TEST_CASE(one_that_waited_is_brought_up_to_date) {
    live_and_count(30);
    const std::int64_t first = activate();
    auto waiting = plan(command);
    live_and_count(4);
    const std::int64_t second = activate();
    auto planner_of_now = planner();
    must(planner_of_now.renew(model, waiting));
    BOOST_TEST((first != second && waiting.incumbent->version == second));
    BOOST_TEST(waiting.samples_new == 34);
    BOOST_TEST(waiting.through_sample_id == store->samples().last_sample_id("interaction"));
    BOOST_TEST((waiting.run.kind == RunKind::kIncremental));
    waiting.full = true;
    must(planner_of_now.renew(model, waiting));
    BOOST_TEST((waiting.run.kind == RunKind::kFull));
    BOOST_TEST(!waiting.new_after_us.has_value());
    BOOST_TEST((take(training::load_plan(waiting.folder)).run.kind == RunKind::kFull));
}

BOOST_AUTO_TEST_CASE(one_with_a_dataset_goes_on_unless_another_version_is_active) {
    live_and_count(30);
    activate();
    auto begun = plan(command);
    std::ofstream(training::dataset_path(begun)) << "rows";
    live_and_count(4);
    auto planner_of_now = planner();
    must(planner_of_now.renew(model, begun));
    BOOST_TEST(begun.samples_new == 30);
    BOOST_TEST(std::filesystem::exists(training::dataset_path(begun)));
    const std::int64_t other = activate();
    must(planner_of_now.renew(model, begun));
    BOOST_TEST(begun.incumbent->version == other);
    BOOST_TEST(begun.samples_new == 34);
    BOOST_TEST(!std::filesystem::exists(training::dataset_path(begun)));
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_goes_on_once_in_its_own_folder) {
    live_and_count(30);
    const auto first = plan(command);
    std::ofstream(first.folder + "/checkpoint") << "half done";
    const auto second = planner().resumed(first.run);
    BOOST_REQUIRE(second.has_value());
    BOOST_TEST(second->run.id != first.run.id);
    BOOST_TEST(second->run.trigger == "command (resumed)");
    BOOST_TEST(std::filesystem::exists(second->folder + "/checkpoint"));
    BOOST_TEST(!std::filesystem::exists(first.folder));
    BOOST_TEST(!planner().resumed(second->run).has_value());
}

BOOST_AUTO_TEST_CASE(a_worker_gets_the_stricter_of_both_limits) {
    settings.memory_mb = 700;
    settings.nice = 5;
    model.manifest.limits.memory_mb = 500;
    model.manifest.limits.niceness = 15;
    const auto strict = planner().worker(model.manifest);
    model.manifest.limits.memory_mb = 900;
    model.manifest.limits.niceness = 1;
    const auto capped = planner().worker(model.manifest);
    BOOST_TEST(strict.memory_bytes * 7 == capped.memory_bytes * 5);
    BOOST_TEST(strict.niceness == 15);
    BOOST_TEST(capped.niceness == 5);
}

BOOST_AUTO_TEST_SUITE_END()
