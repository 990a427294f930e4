// Forgetting while models are trained: what learned from the rows goes, and the model is trained
// anew, whatever happens in between.
#include "training/forgetting.hpp"
#include "runs_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct ForgettingFixture : RunsFixture {
    ForgettingFixture() {
        live_and_count(700);  // two slices
        make_daemon();
    }
    ~ForgettingFixture() { end_daemon(); }
    void make_daemon() {
        trainer.emplace(*loop, clock, *store, parts(), settings, std::vector{model});
        forgetting.emplace(*loop, clock, *store, *trainer, *versions, *chronicle,
                           [](const training::TrainedModel&) {});
    }
    void start() {
        must(forgetting->start());
        must(trainer->start());
    }
    // Killed: whatever the loop had still to do is gone.
    void end_daemon() {
        trainer->stop();
        forgetting.reset();
        trainer.reset();
        loop.emplace();
    }
    void restart() {
        end_daemon();
        clock.advance(kMicrosPerSecond);
        open();
        make_daemon();
        start();
    }
    Run train() {
        clock.advance(kMicrosPerSecond);
        auto command = command_for(kModelName);
        command.force = true;
        return take(trainer->request(command));
    }
    void forget_the_past() {
        clock.advance(kMicrosPerSecond);
        store::ForgetRequest request;
        request.to_us = clock.wall_us() - 100 * 600 * kMicrosPerSecond;  // but the last 100 samples
        must(forgetting->begin(request));
    }
    bool unlearned() { return last(decision_kind::kForget).code == "unlearned"; }
    Run newest() { return take(store->runs().list(1, kModelName)).front(); }
    bool worker_runs() {
        return std::filesystem::exists(settings.jobs_folder + "/" + newest().id +
                                       "/dataset.facts.json");
    }
    bool trained_anew() {
        for (const Run& run : take(store->runs().list(10, kModelName)))
            if (run.trigger == "forget" && run.state == RunState::kRunning)
                return run.kind == RunKind::kFull;
        return false;
    }
    bool is_wanted() { return state().extra.contains("retrain_wanted"); }

    std::optional<training::Trainer> trainer;
    std::optional<training::Forgetting> forgetting;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(forgetting, ForgettingFixture)

BOOST_AUTO_TEST_CASE(a_model_in_training_is_trained_anew_once_the_cancelled_one_has_ended) {
    start();
    const std::int64_t version = activate();
    const Run first = train();
    BOOST_REQUIRE(wait_until([&] { return worker_runs(); }));
    forget_the_past();
    BOOST_TEST(wait_until([&] { return trained_anew(); }));
    BOOST_TEST((run_of(first.id).state == RunState::kCancelled));
    BOOST_TEST(!is_wanted());
    BOOST_TEST(state_of(version) == "deleted");
    BOOST_TEST(take(store->runs().list(10, kModelName)).size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_wish_outlives_a_restart) {
    // A worker that does not listen: it is killed after a while only.
    settings.worker_path = worker("deaf", "exec sleep 60");
    make_daemon();
    start();
    const Run first = train();
    BOOST_REQUIRE(wait_until([&] { return worker_runs(); }));
    forget_the_past();
    BOOST_REQUIRE(wait_until([&] { return is_wanted(); }));
    BOOST_TEST(newest().id == first.id);  // still ending
    restart();
    BOOST_TEST(trained_anew());
    BOOST_TEST((run_of(first.id).state == RunState::kFailed));
    BOOST_TEST(!is_wanted());
    BOOST_TEST(take(store->runs().list(10, kModelName)).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_training_that_begins_meanwhile_has_no_effect) {
    start();
    forget_the_past();
    const Run late = train();
    BOOST_TEST(wait_until([&] { return trained_anew(); }));
    BOOST_TEST((run_of(late.id).state == RunState::kCancelled));
}

BOOST_AUTO_TEST_CASE(an_interruption_does_not_hide_that_there_were_rows) {
    start();
    const std::int64_t version = activate();
    store::ForgetRequest request;
    request.entity_id = "light.l0";
    must(forgetting->begin(request));
    // All rows of the entity are gone but the end is not reached.
    const auto left = [&] {
        auto rows = take(
            store->database().query("SELECT count(*) FROM samples WHERE label LIKE 'light.l0=%'"));
        BOOST_REQUIRE(take(rows.step()));
        return rows.integer(0);
    };
    BOOST_REQUIRE(wait_until([&] { return left() == 0; }));
    BOOST_REQUIRE(!unlearned());
    restart();
    BOOST_TEST(wait_until([&] { return trained_anew(); }));
    BOOST_TEST(state_of(version) == "deleted");
}

BOOST_AUTO_TEST_CASE(with_learning_switched_off_the_wish_waits) {
    settings.learning_enabled = false;
    make_daemon();
    start();
    forget_the_past();
    BOOST_TEST(wait_until([&] { return unlearned() && is_wanted(); }));
    BOOST_TEST(take(store->runs().list(10, kModelName)).empty());
    settings.learning_enabled = true;
    restart();
    BOOST_TEST(trained_anew());
}

BOOST_AUTO_TEST_SUITE_END()
