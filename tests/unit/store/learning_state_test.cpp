// Models, runs and versions.
#include "store_fixture.hpp"

using namespace hearth;
using namespace hearth::store;
using namespace hearth::test;

namespace {

Run run_of(const std::string& id, const std::string& model = "pattern_detection") {
    Run run;
    run.id = id;
    run.model = model;
    run.trigger = "threshold";
    run.started_us = kNoon;
    return run;
}

struct LearningFixture : StoreFixture {
    std::int64_t candidate(const std::string& model = "m") {
        ModelVersion version;
        version.model = model;
        version.file = "weights.safetensors";
        return take(store->versions().add_candidate(version));
    }
    std::string state_of(std::int64_t version) {
        return take(store->versions().get("m", version))->state;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(model_store, LearningFixture)

BOOST_AUTO_TEST_CASE(a_state_is_made_once_and_kept) {
    ModelStore& models = store->models();
    BOOST_TEST(!take(models.get("m")).has_value());
    must(models.ensure("m", 200));
    ModelState state = take(models.get("m")).value();
    BOOST_TEST(state.threshold == 200);
    BOOST_TEST((!state.paused && !state.pinned_version && state.extra.is_object()));
    state.threshold = 150;
    state.threshold_reason = "the last run helped";
    state.paused = true;
    state.pinned_version = 3;
    state.runs = 2;
    state.runs_since_full = 1;
    state.last_run_us = kNoon;
    state.last_run_id = "run";
    state.cooldown_until_us = kNoon + 1;
    state.extra = {{"drift", "none"}};
    must(models.update(state));
    must(models.ensure("m", 200));
    reopen();
    const ModelState read = take(store->models().get("m")).value();
    BOOST_TEST((read.threshold == 150 && read.threshold_reason == "the last run helped"));
    BOOST_TEST((read.paused && read.pinned_version == 3 && read.runs == 2));
    BOOST_TEST((read.runs_since_full == 1 && read.last_run_us == kNoon));
    BOOST_TEST((read.last_run_id == "run" && read.cooldown_until_us == kNoon + 1));
    BOOST_TEST((read.extra == state.extra));
    BOOST_TEST(take(store->models().all()).size() == 1U);
}

BOOST_AUTO_TEST_CASE(new_samples_are_counted_and_consumed) {
    ModelStore& models = store->models();
    must(models.ensure("m", 10));
    ModelState stale = take(models.get("m")).value();
    must(models.add_new_samples("m", 12));
    must(models.consume_new_samples("m", 10, 44));
    must(models.update(stale));  // an older copy cannot undo the counts
    auto state = take(models.get("m")).value();
    BOOST_TEST((state.samples_new == 2 && state.samples_total == 12));
    BOOST_TEST(state.watermark_sample_id == 44);
    must(models.consume_new_samples("m", 10, 30));
    state = take(models.get("m")).value();
    BOOST_TEST((state.samples_new == 0 && state.watermark_sample_id == 44));
    BOOST_TEST((code_of_failure(models.add_new_samples("x", 1)) == ErrorCode::kNotFound));
    BOOST_TEST((code_of_failure(models.lower_new_samples("x", 1)) == ErrorCode::kNotFound));
    BOOST_TEST((code_of_failure(models.consume_new_samples("x", 1, 1)) == ErrorCode::kNotFound));
    stale.model = "x";
    BOOST_TEST((code_of_failure(models.update(stale)) == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(what_is_new_is_only_ever_lowered_to_what_is_left) {
    ModelStore& models = store->models();
    must(models.ensure("m", 10));
    must(models.add_new_samples("m", 12));
    must(models.lower_new_samples("m", 30));
    BOOST_TEST(take(models.get("m"))->samples_new == 12);
    must(models.lower_new_samples("m", 5));
    BOOST_TEST(take(models.get("m"))->samples_new == 5);
    BOOST_TEST(take(models.get("m"))->samples_total == 12);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(run_store, LearningFixture)

BOOST_AUTO_TEST_CASE(a_run_comes_back_as_it_was) {
    Run run = run_of("01A");
    run.kind = RunKind::kIncremental;
    run.state = RunState::kFinished;
    run.dry_run = run.forced = true;
    run.seed = -5;
    run.finished_us = kNoon + 9;
    run.samples_train = 1;
    run.samples_holdout = 2;
    run.samples_replay = 3;
    run.decision = "accepted";
    run.reason = "better on all primary metrics";
    run.metrics = {{"top1", 0.5}};
    run.data_hash = "d";
    run.config_hash = "c";
    run.code_hash = "o";
    run.version = 4;
    run.peak_rss_bytes = 99;
    must(store->runs().insert(run));
    const Run read = take(store->runs().get("01A")).value();
    BOOST_TEST((read.model == run.model && read.trigger == run.trigger));
    BOOST_TEST((read.kind == run.kind && read.state == run.state && read.seed == -5));
    BOOST_TEST((read.dry_run && read.forced && read.started_us == kNoon));
    BOOST_TEST((read.finished_us == kNoon + 9 && read.samples_train == 1));
    BOOST_TEST((read.samples_holdout == 2 && read.samples_replay == 3));
    BOOST_TEST((read.decision == run.decision && read.reason == run.reason));
    BOOST_TEST((read.metrics == run.metrics && read.data_hash == "d" && read.config_hash == "c"));
    BOOST_TEST((read.code_hash == "o" && read.version == 4 && read.peak_rss_bytes == 99));
}

BOOST_AUTO_TEST_CASE(a_run_without_figures_has_an_empty_object_of_them) {
    Run run = run_of("01A");
    BOOST_TEST(run.metrics == Json::object());
    run.metrics = Json();  // as an older Hearth stored it
    must(store->runs().insert(run));
    BOOST_TEST(take(store->runs().get("01A")).value().metrics == Json::object());
}

// Neither ids nor times say which is newer once the clock was set back.
BOOST_AUTO_TEST_CASE(runs_are_listed_the_one_inserted_last_first) {
    must(store->runs().insert(run_of("01A")));
    must(store->runs().insert(run_of("01C")));
    must(store->runs().insert(run_of("01B", "gnn_synergy")));
    const auto all = take(store->runs().list(2));
    BOOST_REQUIRE(all.size() == 2U);
    BOOST_TEST((all[0].id == "01B" && all[1].id == "01C"));
    const auto own = take(store->runs().list(9, "pattern_detection"));
    BOOST_REQUIRE(own.size() == 2U);
    BOOST_TEST((own[0].id == "01C" && own[1].id == "01A"));
    must(store->runs().update(own[1]));
    BOOST_TEST(take(store->runs().list(1)).front().id == "01B");
    BOOST_TEST(store->counters().get(counter::kRunRows) == 3);
    BOOST_TEST((code_of_failure(store->runs().insert(run_of("01A"))) == ErrorCode::kConflict));
    BOOST_TEST((code_of_failure(store->runs().update(run_of("01Z"))) == ErrorCode::kNotFound));
    BOOST_TEST(!take(store->runs().get("01Z")).has_value());
}

BOOST_AUTO_TEST_CASE(runs_that_a_crash_left_behind_are_failed) {
    Run running = run_of("01A");
    running.state = RunState::kRunning;
    Run done = run_of("01B");
    done.state = RunState::kFinished;
    must(store->runs().insert(running));
    must(store->runs().insert(done));
    must(store->runs().insert(run_of("01C")));  // queued
    const auto failed = take(store->runs().fail_interrupted("the agent stopped", kNoon + 7));
    BOOST_TEST(failed.size() == 2U);
    const Run read = take(store->runs().get("01A")).value();
    BOOST_TEST((read.state == RunState::kFailed && read.decision == "failed"));
    BOOST_TEST((read.reason == "the agent stopped" && read.finished_us == kNoon + 7));
    BOOST_TEST((take(store->runs().get("01B"))->state == RunState::kFinished));
    BOOST_TEST(take(store->runs().fail_interrupted("again", kNoon)).empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(version_store, LearningFixture)

BOOST_AUTO_TEST_CASE(versions_count_up_per_model) {
    BOOST_TEST(candidate() == 1);
    BOOST_TEST(candidate() == 2);
    BOOST_TEST(candidate("other") == 1);
    BOOST_TEST(take(store->versions().next_version("m")) == 3);
    BOOST_TEST(state_of(1) == "candidate");
    ModelVersion taken;
    taken.model = "m";
    taken.version = 2;
    BOOST_TEST((code_of_failure(store->versions().add_candidate(taken)) == ErrorCode::kConflict));
    const auto list = take(store->versions().list("m"));
    BOOST_REQUIRE(list.size() == 2U);
    BOOST_TEST(list[0].version == 2);
}

BOOST_AUTO_TEST_CASE(a_version_comes_back_as_it_was) {
    ModelVersion version;
    version.model = "m";
    version.run_id = "01A";
    version.file = "v1.safetensors";
    version.sha256 = "abc";
    version.bytes = 5;
    version.created_us = 6;
    version.trained_through_us = 7;
    version.trained_through_sample = 8;
    version.feature_schema = 9;
    version.metrics = {{"auc", 0.9}};
    (void)take(store->versions().add_candidate(version));
    const auto read = take(store->versions().get("m", 1)).value();
    BOOST_TEST((read.run_id == "01A" && read.file == "v1.safetensors" && read.sha256 == "abc"));
    BOOST_TEST((read.bytes == 5 && read.created_us == 6 && read.trained_through_us == 7));
    BOOST_TEST((read.trained_through_sample == 8 && read.feature_schema == 9));
    BOOST_TEST((read.metrics == version.metrics));
}

BOOST_AUTO_TEST_CASE(one_version_is_active_at_most) {
    for (int i = 0; i < 3; ++i) (void)candidate();
    BOOST_TEST(!take(store->versions().active("m")).has_value());
    Run run = run_of("01A", "m");
    must(store->runs().insert(run));
    run.decision = "accepted";
    must(store->versions().activate("m", 1, &run));
    BOOST_TEST(take(store->runs().get("01A"))->decision == "accepted");
    must(store->versions().activate("m", 3));
    BOOST_TEST(take(store->versions().active("m"))->version == 3);
    BOOST_TEST((state_of(1) == "previous" && state_of(2) == "candidate"));
    must(store->versions().activate("m", 1));  // rollback
    BOOST_TEST((state_of(1) == "active" && state_of(3) == "previous"));
    BOOST_TEST((code_of_failure(store->versions().activate("m", 9)) == ErrorCode::kNotFound));
    const auto status =
        store->database().run("UPDATE versions SET state = 'active' WHERE version = 2");
    BOOST_TEST((code_of_failure(status) == ErrorCode::kConflict));  // the schema holds it too
    BOOST_TEST(take(store->versions().active("m"))->version == 1);
}

BOOST_AUTO_TEST_CASE(a_failed_activation_changes_nothing) {
    (void)candidate();
    (void)candidate();
    must(store->versions().activate("m", 1));
    const Run unknown = run_of("01Z", "m");
    BOOST_TEST(!store->versions().activate("m", 2, &unknown).ok());
    BOOST_TEST((state_of(1) == "active" && state_of(2) == "candidate"));
}

BOOST_AUTO_TEST_CASE(marks_are_checked) {
    (void)candidate();
    must(store->versions().activate("m", 1));
    BOOST_TEST((code_of_failure(store->versions().mark("m", 1, "active")) == ErrorCode::kInvalid));
    BOOST_TEST(
        (code_of_failure(store->versions().mark("m", 5, "damaged")) == ErrorCode::kNotFound));
    must(store->versions().mark("m", 1, "damaged"));
    BOOST_TEST(!take(store->versions().active("m")).has_value());
    BOOST_TEST((code_of_failure(store->versions().activate("m", 1)) == ErrorCode::kConflict));
}

BOOST_AUTO_TEST_CASE(a_rollback_goes_to_the_version_before) {
    for (int i = 0; i < 4; ++i) (void)candidate();
    BOOST_TEST(!take(store->versions().rollback_target("m")).has_value());
    for (const int version : {1, 2, 4}) must(store->versions().activate("m", version));
    BOOST_TEST(take(store->versions().rollback_target("m"))->version == 2);
    must(store->versions().activate("m", 2));
    BOOST_TEST(take(store->versions().rollback_target("m"))->version == 1);
    must(store->versions().activate("m", 1));
    BOOST_TEST(take(store->versions().rollback_target("m"))->version == 4);
}

BOOST_AUTO_TEST_CASE(old_versions_may_be_deleted_but_not_those_in_use) {
    for (int i = 0; i < 7; ++i) (void)candidate();
    for (const int version : {1, 2, 3, 4}) must(store->versions().activate("m", version));
    must(store->versions().mark("m", 5, "rejected"));
    must(store->versions().mark("m", 6, "shadow"));
    // 4 is active, 6 shadow, 7 candidate; of 1, 2, 3, 5 the newest two stay.
    auto deletable = take(store->versions().deletable("m", 2));
    BOOST_REQUIRE(deletable.size() == 2U);
    BOOST_TEST((deletable[0].version == 1 && deletable[1].version == 2));
    deletable = take(store->versions().deletable("m", 2, 1));
    BOOST_REQUIRE(deletable.size() == 1U);
    BOOST_TEST(deletable[0].version == 2);
    must(store->versions().mark("m", 2, "deleted"));
    BOOST_TEST(take(store->versions().deletable("m", 2, 1)).empty());
    BOOST_TEST(take(store->versions().next_version("m")) == 8);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(live_score_store, LearningFixture)

BOOST_AUTO_TEST_CASE(version_and_fallback_are_compared_on_the_same_samples_only) {
    const auto add = [&](std::int64_t version, std::int64_t sample, double rank) {
        LiveScore score;
        score.version = version;
        score.sample_id = sample;
        score.time_us = kNoon + sample;
        score.reciprocal_rank = score.top1 = rank;
        must(store->live_scores().add("m", score));
    };
    for (int i = 0; i < 3; ++i) add(0, i, 1);  // the fallback alone
    add(1, 3, 1);                              // the version alone
    for (const int sample : {4, 5, 6, 7}) {
        add(1, sample, sample == 4 ? 0 : 1);
        add(0, sample, sample < 6 ? .5 : 0);
    }
    add(2, 4, 0);  // another version on one of them
    const BesideFallback all = take(store->live_scores().beside_fallback("m", 1, 0, 100));
    BOOST_TEST((all.version.n == 4 && all.fallback.n == 4));
    BOOST_TEST((all.version.mrr == .75 && all.fallback.mrr == .25));
    BOOST_TEST((all.lead_sum == 2 && all.lead_sum_squares == 2.5));  // -.5, .5, 1, 1
    BOOST_TEST(take(store->live_scores().beside_fallback("m", 1, 0, 2)).lead_sum == 2);
    BOOST_TEST(take(store->live_scores().beside_fallback("m", 1, kNoon + 7, 100)).version.n == 1);
    BOOST_TEST(take(store->live_scores().beside_fallback("m", 3, 0, 100)).version.n == 0);
}

BOOST_AUTO_TEST_CASE(the_comparison_looks_up_each_sample_by_an_index) {
    auto plan = take(store->database().query(
        "EXPLAIN QUERY PLAN SELECT count(*) FROM (SELECT model, sample_id FROM live_scores WHERE "
        "model = 'm' AND version = 1 AND time_us >= 0 ORDER BY id DESC LIMIT 9) AS own CROSS JOIN "
        "live_scores AS other WHERE other.model = own.model AND other.version = 0 AND "
        "other.sample_id = own.sample_id"));
    std::string text;
    must(plan.each([&](const Statement& row) { text += row.text(3) + "\n"; }));
    BOOST_TEST(text.find("live_scores_by_sample") != std::string::npos, text);
    BOOST_TEST(text.find("TEMP B-TREE") == std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
