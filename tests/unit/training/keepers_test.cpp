// Thresholds, anchor set and replay buffer as they are kept in the store.
#include "loop_fixture.hpp"
#include "training/anchor_set.hpp"
#include "training/new_samples.hpp"
#include "training/replay_keeper.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct KeepersFixture : LoopFixture {
    Run run_with(const std::string& decision, double model, double incumbent) {
        Run run;
        run.id = "run" + std::to_string(++runs);
        run.model = kModelName;
        run.decision = decision;
        run.finished_us = clock.wall_us();
        run.metrics = {
            {"scores", {{"model", {{"top1", model}}}, {"incumbent", {{"top1", incumbent}}}}}};
        return run;
    }
    double threshold() { return take(store->models().get(kModelName))->threshold; }
    std::int64_t rows(const char* table) {
        auto statement =
            take(store->database().query(std::string("SELECT count(*) FROM ") + table));
        BOOST_REQUIRE(take(statement.step()));
        return statement.integer(0);
    }
    void remove_sample(std::int64_t id) {
        must(store->database().run("DELETE FROM samples WHERE id = ?1", id));
    }
    Manifest manifest = loop_manifest();
    int runs = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(keepers, KeepersFixture)

BOOST_AUTO_TEST_CASE(the_threshold_goes_down_and_up_each_time_with_a_reason) {
    thresholds->after_run(manifest, run_with("accepted", .6, .5), 0, 0);
    BOOST_TEST(threshold() == 160);
    const Decision lowered = last(decision_kind::kThreshold);
    BOOST_TEST(lowered.reason.find("160") != std::string::npos, lowered.reason);
    BOOST_TEST(lowered.run_id == "run1");
    thresholds->after_run(manifest, run_with("rejected", .4, .5), 0, 0);
    BOOST_TEST(threshold() == 160);  // one outcome against the direction is no turn
    thresholds->after_run(manifest, run_with("rejected", .4, .5), 0, 0);
    BOOST_TEST(threshold() == 200);
    BOOST_TEST(take(store->models().get(kModelName))->threshold_reason ==
               last(decision_kind::kThreshold).reason);
    open();
    thresholds->after_run(manifest, run_with("rejected", .4, .5), 0, 0);
    BOOST_TEST(threshold() == 250);
}

BOOST_AUTO_TEST_CASE(another_base_value_in_the_settings_begins_anew_and_is_told_once) {
    must(thresholds->begin(manifest));
    thresholds->after_run(manifest, run_with("accepted", .6, .5), 0, 0);
    must(thresholds->begin(manifest));
    BOOST_TEST(threshold() == 160);  // the same base value: what was learned stays
    manifest.threshold.base = 90;
    must(thresholds->begin(manifest));
    BOOST_TEST(threshold() == 90);
    const Decision told = last(decision_kind::kThreshold);
    BOOST_TEST(told.code == "base");
    BOOST_TEST(take(store->models().get(kModelName))->threshold_reason == told.reason);
    must(thresholds->begin(manifest));
    BOOST_TEST(last(decision_kind::kThreshold).id == told.id);
}

BOOST_AUTO_TEST_CASE(a_base_value_that_changed_before_it_was_kept_is_seen_where_it_can_be) {
    manifest.threshold.base = 90;  // the state was made with 200
    must(thresholds->begin(manifest));
    BOOST_TEST(threshold() == 90);
    open();
    thresholds->after_run(manifest, run_with("accepted", .6, .5), 0, 0);
    BOOST_TEST(threshold() == 72);
}

BOOST_AUTO_TEST_CASE(of_deleted_samples_only_those_that_no_run_was_given_count_no_more) {
    const auto samples = live_for(10);
    must(store->models().add_new_samples(kModelName, 10));
    must(store->models().consume_new_samples(kModelName, 6, samples[5].id));
    for (const std::size_t gone : {0, 1, 2, 7}) remove_sample(samples[gone].id);
    must(training::recount_new_samples(*store, manifest));
    BOOST_TEST(take(store->models().get(kModelName))->samples_new == 3);
    // What the model does not learn from was never counted.
    manifest.samples.min_confidence = 2;
    must(training::recount_new_samples(*store, manifest));
    BOOST_TEST(take(store->models().get(kModelName))->samples_new == 0);
}

BOOST_AUTO_TEST_CASE(drift_halves_it_once_until_the_next_run) {
    thresholds->on_drift(manifest);
    thresholds->on_drift(manifest);
    BOOST_TEST(threshold() == 100);
    // The halving ends with the run; what the run itself says (nothing changed) counts as ever.
    thresholds->after_run(manifest, run_with("accepted", .5, .5), 0, 0);
    BOOST_TEST(threshold() == 250);
}

BOOST_AUTO_TEST_CASE(a_quiet_home_is_not_asked_for_more_than_it_has) {
    const TimeUs before = clock.wall_us();
    clock.advance(10 * kMicrosPerDay);
    // Five samples a day: 200 would take 40 days, 14 at most are waited.
    thresholds->after_run(manifest, run_with("accepted", .5, .5), 50, before);
    BOOST_TEST(threshold() == 70);
}

BOOST_AUTO_TEST_CASE(after_a_week_the_minimum_is_enough) {
    live_for(60);
    store::ModelState state = *take(store->models().get(kModelName));
    state.samples_new = 60;
    BOOST_TEST(!thresholds->staleness(manifest, state).stale);
    clock.advance(8 * kMicrosPerDay);
    BOOST_TEST(thresholds->staleness(manifest, state).stale);
    state.samples_new = 49;
    BOOST_TEST(!thresholds->staleness(manifest, state).stale);
}

BOOST_AUTO_TEST_CASE(the_anchor_set_is_chosen_once_and_stays) {
    bool chosen = true;
    live_for(399);
    BOOST_TEST(take(training::anchor_set(*store, manifest, chosen)).empty());
    BOOST_TEST(!chosen);
    live_for(1);
    const auto anchor = take(training::anchor_set(*store, manifest, chosen));
    BOOST_TEST(chosen);
    BOOST_TEST(anchor.size() == 100U);
    live_for(300);
    open();
    BOOST_TEST((take(training::anchor_set(*store, manifest, chosen)) == anchor));
    BOOST_TEST(!chosen);
}

BOOST_AUTO_TEST_CASE(a_forgotten_sample_leaves_anchor_set_and_replay_buffer) {
    training::ReplayKeeper keeper(*store, 42, 500);
    must(keeper.load(manifest));
    must(keeper.offer(manifest, live_for(400)));
    bool chosen = false;
    const auto anchor = take(training::anchor_set(*store, manifest, chosen));
    BOOST_TEST(rows("replay_buffer") == 400);
    remove_sample(*anchor.begin());
    BOOST_TEST(rows("replay_buffer") == 399);
    BOOST_TEST(rows("anchor_samples") == 99);
}

BOOST_AUTO_TEST_CASE(the_replay_buffer_is_bounded_and_keeps_rare_labels) {
    training::ReplayKeeper keeper(*store, 42, 50);
    must(keeper.load(manifest));
    must(keeper.offer(manifest, live_for(3, "light.rare=on")));
    must(keeper.offer(manifest, live_for(500, "light.common=on")));
    must(keeper.offer(manifest, live_for(2, "light.new=on")));
    const auto stored = take(store->sample_sets().replay(kModelName));
    BOOST_REQUIRE(stored.has_value());
    std::map<std::string, int> labels;
    for (const auto& slot : stored->slots) ++labels[slot.label];
    BOOST_TEST(stored->slots.size() == 50U);
    BOOST_TEST(labels["light.rare=on"] == 3);
    BOOST_TEST(labels["light.new=on"] == 2);
}

BOOST_AUTO_TEST_CASE(a_restart_changes_nothing_in_the_replay_buffer) {
    const auto samples = live_for(300);
    const std::vector<Sample> first(samples.begin(), samples.begin() + 150);
    const std::vector<Sample> second(samples.begin() + 150, samples.end());
    training::ReplayKeeper without(*store, 42, 40);
    must(without.load(manifest));  // takes up all 300 from the store
    const auto expected = take(store->sample_sets().replay_ids(kModelName));
    must(store->sample_sets().clear_replay(kModelName));
    must(store->database().run("DELETE FROM replay_state"));
    {
        training::ReplayKeeper keeper(*store, 42, 40);
        must(keeper.load(manifest));
        must(keeper.offer(manifest, first));  // repeated: nothing happens
    }
    open();
    training::ReplayKeeper keeper(*store, 42, 40);
    must(keeper.load(manifest));
    must(keeper.offer(manifest, second));
    BOOST_TEST((take(store->sample_sets().replay_ids(kModelName)) == expected));
}

BOOST_AUTO_TEST_CASE(after_forgetting_the_replay_buffer_is_filled_anew) {
    training::ReplayKeeper keeper(*store, 42, 40);
    must(keeper.load(manifest));
    must(keeper.offer(manifest, live_for(200)));
    const auto ids = take(store->sample_sets().replay_ids(kModelName));
    for (int i = 0; i < 10; ++i) remove_sample(*std::next(ids.begin(), i));
    BOOST_TEST(rows("replay_buffer") == 30);
    must(keeper.load(manifest));
    BOOST_TEST(rows("replay_buffer") == 40);
}

BOOST_AUTO_TEST_SUITE_END()
