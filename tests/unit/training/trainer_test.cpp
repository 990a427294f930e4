// When trainings run: how many at once, in which order, and what becomes of those that wait.
#include "runs_fixture.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

const std::vector<std::string> kModels = {"a", "b", "c"};

struct TrainerFixture : RunsFixture {
    TrainerFixture() {
        for (const std::string& name : kModels) must(store->models().ensure(name, 200));
        live_for(30);
        for (const std::string& name : kModels) must(store->models().add_new_samples(name, 30));
    }
    // The daemon's trainer, with the three models.
    void start(int max_parallel) {
        settings.max_parallel = max_parallel;
        clock.advance(kMicrosPerSecond);
        std::vector<training::TrainedModel> models(kModels.size(), model);
        for (std::size_t i = 0; i < models.size(); ++i) models[i].manifest.name = kModels[i];
        trainer.emplace(*loop, clock, *store, parts(), settings, std::move(models));
        must(trainer->start());
    }
    Run train(const std::string& name) {
        clock.advance(kMicrosPerSecond);  // runs are told apart by time
        auto command = command_for(name);
        command.force = true;
        return take(trainer->request(command));
    }
    std::string running() {
        std::string out;
        for (const std::string& name : kModels)
            if (trainer->progress_of(name)) out += name;
        return out;
    }
    std::string blockers(const std::string& name) {
        std::string out;
        for (const auto& blocker : take(trainer->readiness(name)).blockers)
            out += blocker.code + " ";
        return out;
    }
    void objects(const std::string& code) {
        trainer->set_objections([code](const std::string&) {
            return code.empty() ? std::vector<learning::Blocker>()
                                : std::vector<learning::Blocker>{{code, "because of " + code}};
        });
    }
    ~TrainerFixture() {
        if (trainer) trainer->stop();
    }
    std::optional<training::Trainer> trainer;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(trainer, TrainerFixture)

BOOST_AUTO_TEST_CASE(one_at_a_time_unless_more_are_allowed) {
    start(1);
    const Run first = train("a"), second = train("b");
    BOOST_TEST(running() == "a");
    BOOST_TEST(trainer->position_of("b") == "1st in the queue while a is trained");
    BOOST_TEST((run_of(first.id).state == RunState::kRunning));
    BOOST_TEST((run_of(second.id).state == RunState::kQueued));
}

BOOST_AUTO_TEST_CASE(as_many_run_at_once_as_are_allowed) {
    start(2);
    train("a");
    train("b");
    const Run third = train("c");
    BOOST_TEST(running() == "ab");
    BOOST_TEST(trainer->position_of("c") == "1st in the queue while a and b are trained");
    must(trainer->cancel("b"));
    BOOST_TEST(wait_until([&] { return running() == "ac"; }), running());
    BOOST_TEST((run_of(third.id).state == RunState::kRunning));
}

BOOST_AUTO_TEST_CASE(never_two_of_one_model) {
    start(4);
    const Run first = train("a");
    auto again = command_for("a");
    again.force = true;
    BOOST_TEST((code_of_failure(trainer->request(again)) == ErrorCode::kConflict));
    again.dry_run = true;
    BOOST_TEST((code_of_failure(trainer->request(again)) == ErrorCode::kConflict));
    BOOST_TEST(take(store->runs().list(10, "a")).size() == 1U);
    BOOST_TEST((run_of(first.id).state == RunState::kRunning));
}

BOOST_AUTO_TEST_CASE(another_training_blocks_only_when_no_more_may_run) {
    start(2);
    for (const std::string& name : kModels) must(store->models().add_new_samples(name, 200));
    train("a");
    BOOST_TEST(blockers("a") == "running ");
    BOOST_TEST(blockers("b") == "");
    train("b");
    BOOST_TEST(blockers("c") == "busy ");
    trainer->consider_all();
    BOOST_TEST(running() == "ab");
    BOOST_TEST(take(store->runs().list(10, "c")).empty());
    must(trainer->cancel("a"));
    // What is due begins as soon as there is room, and what was cancelled rests.
    BOOST_TEST(wait_until([&] { return running() == "bc"; }), running());
    BOOST_TEST(take(store->runs().list(1, "c")).front().trigger == "threshold");
    BOOST_TEST(blockers("a") == "cool_down ");
}

BOOST_AUTO_TEST_CASE(cancel_takes_a_waiting_one_out_and_ends_a_running_one) {
    start(1);
    const Run first = train("a"), second = train("b");
    must(trainer->cancel("b"));
    BOOST_TEST((run_of(second.id).state == RunState::kCancelled));
    BOOST_TEST((code_of_failure(trainer->cancel("b")) == ErrorCode::kNotFound));
    must(trainer->cancel("a"));
    BOOST_TEST(wait_until([&] { return running().empty(); }));
    BOOST_TEST((run_of(first.id).state == RunState::kCancelled));
    BOOST_TEST(run_of(first.id).reason == "the training was cancelled");
}

BOOST_AUTO_TEST_CASE(after_a_restart_the_runs_go_on_as_many_as_may) {
    start(2);
    const Run first = train("a");
    train("b");
    train("c");
    trainer->stop();
    start(2);
    BOOST_TEST(running() == "ab");
    BOOST_TEST(trainer->position_of("c") == "1st in the queue while a and b are trained");
    BOOST_TEST((run_of(first.id).state == RunState::kFailed));
    BOOST_TEST(take(store->runs().list(1, "a")).front().trigger == "command (resumed)");
}

BOOST_AUTO_TEST_CASE(a_cancelled_run_does_not_go_on_after_a_restart) {
    start(1);
    train("a");
    must(trainer->cancel("a"));
    trainer->stop();  // before the worker has ended
    start(1);
    BOOST_TEST(running() == "");
    BOOST_TEST(take(store->runs().list(10, "a")).size() == 1U);
    BOOST_TEST(std::filesystem::is_empty(settings.jobs_folder));
}

BOOST_AUTO_TEST_CASE(a_training_that_cannot_begin_does_not_hold_up_the_next) {
    start(1);
    train("a");
    train("b");
    train("c");
    // No dataset can be written for b any more.
    std::filesystem::remove_all(settings.jobs_folder + "/" +
                                take(store->runs().list(1, "b")).front().id);
    must(trainer->cancel("a"));
    BOOST_TEST(wait_until([&] { return running() == "c"; }), running());
    BOOST_TEST((take(store->runs().list(1, "b")).front().state == RunState::kFailed));
}

BOOST_AUTO_TEST_CASE(an_objection_that_comes_while_one_waits_holds_it_up_as_far_as_force_goes) {
    start(1);
    train("a");
    const Run second = train("b");
    objects("machine_hot");
    must(trainer->cancel("a"));
    BOOST_TEST(wait_until([&] { return running().empty(); }));
    trainer->consider_all();
    BOOST_TEST(running() == "");
    BOOST_TEST((run_of(second.id).state == RunState::kQueued));
    BOOST_TEST(!trainer->busy());
    objects("machine_busy");
    BOOST_TEST(trainer->busy());
    trainer->consider_all();
    BOOST_TEST(running() == "b");
}

BOOST_AUTO_TEST_CASE(a_wish_waits_until_what_force_does_not_go_past_is_over) {
    start(1);
    objects("paused");
    must(trainer->train_anew("a", "forget"));
    BOOST_TEST(running() == "");
    objects("");
    trainer->consider_all();
    BOOST_TEST(running() == "a");
    BOOST_TEST(take(store->runs().list(1, "a")).front().trigger == "forget");
}

BOOST_AUTO_TEST_CASE(one_that_is_joined_takes_over_what_is_asked_for_also_over_a_restart) {
    start(1);
    train("a");
    auto weak = command_for("b");
    weak.trigger = learning::Trigger::kSchedule;
    weak.by_time = true;
    take(trainer->request(weak));
    auto strong = command_for("b");
    strong.force = strong.full = true;
    const Run joined = take(trainer->request(strong));
    BOOST_TEST((joined.forced && joined.trigger == "command (also schedule)"));
    trainer->stop();
    start(1);
    const Run resumed = take(store->runs().list(1, "b")).front();
    BOOST_TEST((resumed.forced && resumed.trigger == "command (also schedule) (resumed)"));
    // That it was cut off is told, though it never began.
    const auto told = take(store->decisions().list(10, "b", decision_kind::kRun));
    BOOST_REQUIRE(told.size() == 1U);
    BOOST_TEST(told.front().code == "failed");
    BOOST_TEST(told.front().details["seconds"] == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
