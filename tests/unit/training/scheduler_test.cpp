// Trainings by the clock, pauses and the machine's objections: what is asked of the trainer, and
// what is said. The trainer plans real runs; its event loop is not run, so that no worker starts.
#include "training/scheduler.hpp"
#include "core/asio.hpp"
#include "loop_fixture.hpp"
#include "training/learning_pauses.hpp"
#include "training/trainer.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

struct SchedulerFixture : LoopFixture {
    SchedulerFixture() { restart(); }

    void restart() {
        scheduler.reset();
        trainer.reset();
        open();
        loop.emplace();
        pauses.emplace(clock, *store, *chronicle,
                       [this](const std::string& reason) { filter_reason = reason; });
        must(pauses->refresh());
        training::TrainerSettings settings;
        settings.worker_path = "/nonexistent/hearth-worker";
        settings.jobs_folder = folder.file("jobs");
        settings.time_zone = "Europe/Berlin";
        training::TrainedModel model;
        model.manifest = loop_manifest();
        model.manifest.schedule = "30 2 * * *";
        model.manifest.min_holdout = 10;
        trainer.emplace(*loop, clock, *store,
                        training::TrainerParts{*versions, *live, *thresholds, *chronicle, feed},
                        settings, std::vector{model});
        trainer->set_objections([this](const std::string& name) {
            auto out = pauses->objections(name);
            out.insert(out.end(), machine.begin(), machine.end());
            return out;
        });
        scheduler.emplace(clock, *store, *trainer, *chronicle,
                          take(TimeZone::find("Europe/Berlin")));
        must(scheduler->start());
        scheduler->tick();
    }
    void new_samples(int n) {
        live_for(n);
        must(store->models().add_new_samples(kModelName, n));
    }
    std::vector<Run> runs() { return take(store->runs().list(100, kModelName)); }
    // Ticks every ten minutes.
    void pass(TimeUs span) {
        for (const TimeUs end = clock.wall_us() + span; clock.wall_us() < end;) {
            clock.advance(600 * kMicrosPerSecond);
            scheduler->tick();
        }
    }

    std::optional<asio::io_context> loop;
    std::optional<training::LearningPauses> pauses;
    std::optional<training::Trainer> trainer;
    std::optional<training::Scheduler> scheduler;
    std::vector<learning::Blocker> machine;
    std::string filter_reason;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(scheduler, SchedulerFixture)

BOOST_AUTO_TEST_CASE(a_slot_starts_one_run_with_the_true_trigger) {
    new_samples(60);
    pass(24 * kMicrosPerHour);
    const auto list = runs();
    BOOST_REQUIRE(list.size() == 1U);
    BOOST_TEST(list[0].trigger == "schedule");
}

BOOST_AUTO_TEST_CASE(a_slot_without_enough_new_samples_is_let_go_and_said) {
    new_samples(49);
    pass(24 * kMicrosPerHour);
    BOOST_TEST(runs().empty());
    const Decision decision = last(decision_kind::kSchedule);
    BOOST_TEST(decision.code == "skipped");
    BOOST_TEST(decision.reason.find("49") != std::string::npos, decision.reason);
}

BOOST_AUTO_TEST_CASE(a_busy_machine_defers_it_and_says_so_once) {
    new_samples(60);
    machine = {{"machine_busy", "the machine is busy: 3.1 of 1.5"}};
    pass(10 * kMicrosPerHour);  // the slot of the night was missed, and waits now
    BOOST_TEST(runs().empty());
    BOOST_TEST(last(decision_kind::kSchedule).code == "deferred");
    BOOST_TEST(last(decision_kind::kSchedule).reason.find("3.1") != std::string::npos);
    const auto told = take(store->decisions().list(100, kModelName, decision_kind::kSchedule));
    BOOST_TEST(told.size() == 1U);
    restart();  // a deferred slot is not forgotten, nor that it was told
    machine = {{"machine_busy", "the machine is busy: 2.9 of 1.5"}};
    pass(kMicrosPerHour);
    BOOST_TEST(last(decision_kind::kSchedule).reason.find("3.1") != std::string::npos);
    machine.clear();
    pass(kMicrosPerHour);
    BOOST_TEST(runs().size() == 1U);
    BOOST_TEST(last(decision_kind::kSchedule).code == "caught_up");
}

BOOST_AUTO_TEST_CASE(slots_that_passed_while_the_machine_was_off_are_one_run) {
    new_samples(60);
    clock.advance(5 * kMicrosPerDay + 4 * kMicrosPerHour);  // 04:00 and later in Berlin
    restart();
    pass(kMicrosPerHour);
    BOOST_TEST(runs().size() == 1U);
    BOOST_TEST(last(decision_kind::kSchedule).code == "caught_up");
}

BOOST_AUTO_TEST_CASE(the_hour_that_summer_time_skips_and_the_one_that_comes_twice) {
    new_samples(60);
    clock.jump_to(kMonday + 82 * kMicrosPerDay);  // Saturday 2026-03-28
    restart();
    pass(10 * kMicrosPerHour);
    const std::size_t before = runs().size();
    pass(24 * kMicrosPerHour);  // over 2026-03-29 01:00 UTC: 02:30 does not exist
    BOOST_TEST(scheduler->next_slots(kModelName, 1).front() > clock.wall_us());
    BOOST_TEST(runs().size() >= before);
    const auto slots = scheduler->next_slots(kModelName, 3);
    BOOST_TEST(slots[1] - slots[0] == kMicrosPerDay);
}

BOOST_AUTO_TEST_CASE(stopped_schedules_stay_stopped_over_a_restart) {
    new_samples(60);
    must(scheduler->set_running(false));
    restart();
    pass(3 * 24 * kMicrosPerHour);
    BOOST_TEST(runs().empty());
    BOOST_TEST(!scheduler->running());
    BOOST_TEST(scheduler->next_slots(kModelName, 1).empty());
    must(scheduler->set_running(true));
    pass(24 * kMicrosPerHour);
    BOOST_TEST(runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_pause_stops_trainings_and_samples_and_ends_by_itself) {
    new_samples(300);
    training::PauseRequest request;
    request.until_us = clock.wall_us() + 6 * kMicrosPerHour;
    request.reason = "painting the walls";
    must(pauses->begin(request));
    BOOST_TEST(filter_reason == "paused");
    training::TrainCommand command;
    command.model = kModelName;
    const auto refused = trainer->request(command);
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST(refused.error().text.find("painting the walls") != std::string::npos);
    restart();
    BOOST_TEST(filter_reason == "paused");
    clock.advance(7 * kMicrosPerHour);
    must(pauses->refresh());
    must(pauses->refresh());
    BOOST_TEST(filter_reason == "");
    const auto told = take(store->decisions().list(10, "", decision_kind::kPause));
    BOOST_REQUIRE(told.size() == 2U);
    BOOST_TEST(told.front().code == "ended");
    BOOST_TEST(trainer->request(command).ok());
}

BOOST_AUTO_TEST_CASE(guests_change_what_is_learned_but_not_when_it_is_trained) {
    new_samples(300);
    training::PauseRequest request;
    request.kind = "guest";
    must(pauses->begin(request));
    BOOST_TEST(filter_reason == "guest");
    training::TrainCommand command;
    command.model = kModelName;
    BOOST_TEST(trainer->request(command).ok());
    must(pauses->end("", "guest"));
    must(pauses->refresh());
    BOOST_TEST(filter_reason == "");
    BOOST_TEST(take(store->decisions().list(10, "", decision_kind::kPause)).size() == 2U);
    BOOST_TEST((pauses->end("", "guest").error().code == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(wrong_pauses_are_refused) {
    training::PauseRequest request;
    request.kind = "nap";
    BOOST_TEST((pauses->begin(request).error().code == ErrorCode::kInvalid));
    request.kind = "pause";
    request.until_us = clock.wall_us() - 1;
    BOOST_TEST((pauses->begin(request).error().code == ErrorCode::kInvalid));
}

BOOST_AUTO_TEST_CASE(after_a_week_the_trainer_trains_without_the_threshold) {
    new_samples(60);
    trainer->consider_all();
    BOOST_TEST(runs().empty());
    clock.advance(8 * kMicrosPerDay);
    trainer->consider_all();
    BOOST_REQUIRE(runs().size() == 1U);
    BOOST_TEST(runs()[0].trigger == "staleness");
}

BOOST_AUTO_TEST_SUITE_END()
