#include "learning/run_queue.hpp"

#include <boost/test/unit_test.hpp>

using hearth::Json;
using namespace hearth::learning;
using Added = RunQueue::Added;

namespace {

WantedRun wanted(const char* model, Trigger trigger) {
    WantedRun out;
    out.model = model;
    out.trigger = trigger;
    return out;
}

std::string order(const RunQueue& queue) {
    std::string out;
    for (const WantedRun& run : queue.waiting())
        out += (out.empty() ? "" : " ") + run.model + (run.dry_run ? "(dry)" : "");
    return out;
}

std::string started(RunQueue& queue, const RunQueue::MayStart& may_start = {}) {
    const auto run = queue.start_next(may_start);
    return run ? run->model : "nothing";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_queue)

BOOST_AUTO_TEST_CASE(the_most_urgent_first_and_then_the_oldest) {
    RunQueue queue;
    for (const auto& [model, trigger] : std::vector<std::pair<const char*, Trigger>>{
             {"schedule1", Trigger::kSchedule},
             {"threshold1", Trigger::kThreshold},
             {"schedule2", Trigger::kSchedule},
             {"command1", Trigger::kCommand},
             {"drift1", Trigger::kDrift},
             {"resumed1", Trigger::kResumed},
             {"command2", Trigger::kCommand},
             {"threshold2", Trigger::kThreshold},
         })
        BOOST_TEST((queue.add(wanted(model, trigger)) == Added::kQueued));
    BOOST_TEST(order(queue) ==
               "command1 command2 resumed1 drift1 threshold1 threshold2 schedule1 schedule2");
}

BOOST_AUTO_TEST_CASE(a_model_waits_once) {
    struct Case {
        Trigger first, second;
        Added added;
        const char* words;
        const char* order;
    };
    for (const Case& c : std::vector<Case>{
             {Trigger::kSchedule, Trigger::kCommand, Added::kTookOver, "command (also schedule)",
              "a other"},
             {Trigger::kSchedule, Trigger::kThreshold, Added::kTookOver,
              "threshold (also schedule)", "other a"},
             {Trigger::kCommand, Trigger::kSchedule, Added::kJoined, "command (also schedule)",
              "a other"},
             {Trigger::kSchedule, Trigger::kSchedule, Added::kJoined, "schedule", "other a"},
             {Trigger::kThreshold, Trigger::kDrift, Added::kTookOver, "drift (also threshold)",
              "a other"},
         }) {
        RunQueue queue;
        queue.add(wanted("a", c.first));
        queue.add(wanted("other", Trigger::kThreshold));
        BOOST_TEST((queue.add(wanted("a", c.second)) == c.added), c.words);
        BOOST_TEST(order(queue) == c.order, c.words);
        for (const WantedRun& run : queue.waiting())
            if (run.model == "a") BOOST_TEST(trigger_words(run) == c.words);
    }
}

BOOST_AUTO_TEST_CASE(joining_keeps_the_place_and_taking_over_goes_behind_its_equals) {
    RunQueue queue;
    for (const char* model : {"a", "b", "c"}) queue.add(wanted(model, Trigger::kThreshold));
    queue.add(wanted("a", Trigger::kThreshold));
    queue.add(wanted("b", Trigger::kSchedule));
    BOOST_TEST(order(queue) == "a b c");
    queue.add(wanted("c", Trigger::kCommand));
    queue.add(wanted("a", Trigger::kCommand));
    BOOST_TEST(order(queue) == "c a b");
}

BOOST_AUTO_TEST_CASE(nothing_that_was_asked_for_is_lost) {
    WantedRun scheduled = wanted("a", Trigger::kSchedule);
    scheduled.full = true;
    scheduled.wanted_us = 10;
    scheduled.details = {{"slot", 7}};
    WantedRun command = wanted("a", Trigger::kCommand);
    command.forced = true;
    command.wanted_us = 20;
    command.details = {{"seed", 1}};
    for (const bool command_first : {false, true}) {
        RunQueue queue;
        queue.add(command_first ? command : scheduled);
        queue.add(command_first ? scheduled : command);
        queue.add(wanted("a", Trigger::kDrift));
        queue.add(wanted("a", Trigger::kDrift));
        const auto run = queue.start_next();
        BOOST_REQUIRE(run);
        BOOST_TEST(run->full);
        BOOST_TEST(run->forced);
        BOOST_TEST((run->trigger == Trigger::kCommand));
        BOOST_TEST(trigger_words(*run) == "command (also schedule and drift)");
        BOOST_TEST(run->details.dump() == R"({"seed":1})");
        BOOST_TEST(!queue.start_next());
    }
    BOOST_TEST(merged(scheduled, command).wanted_us == 10);
    WantedRun second = command;
    second.details = {{"seed", 2}};
    BOOST_TEST(merged(command, second).details["seed"] == 2);  // the last word of a person counts
}

BOOST_AUTO_TEST_CASE(a_dry_run_does_not_stand_for_a_real_one) {
    RunQueue queue(2);
    WantedRun dry = wanted("a", Trigger::kCommand);
    dry.dry_run = true;
    queue.add(wanted("a", Trigger::kThreshold));
    BOOST_TEST((queue.add(dry) == Added::kQueued));
    BOOST_TEST((queue.add(dry) == Added::kJoined));
    BOOST_TEST(order(queue) == "a(dry) a");
    BOOST_TEST(queue.start_next().value().dry_run);
    BOOST_TEST(started(queue) == "nothing");  // two of one model at once
    BOOST_TEST(queue.finished("a"));
    BOOST_TEST(!queue.start_next().value().dry_run);
}

BOOST_AUTO_TEST_CASE(no_more_at_once_than_the_limit) {
    for (const std::size_t limit : {0U, 1U, 2U, 5U}) {
        RunQueue queue(limit);
        for (const char* model : {"a", "b", "c"}) queue.add(wanted(model, Trigger::kSchedule));
        std::size_t begun = 0;
        while (queue.start_next()) ++begun;
        BOOST_TEST(begun == std::min<std::size_t>(3, std::max<std::size_t>(1, limit)));
        BOOST_TEST(queue.running().size() == begun);
    }
    RunQueue queue(2);
    for (const char* model : {"a", "b", "c"}) queue.add(wanted(model, Trigger::kSchedule));
    BOOST_TEST(started(queue) == "a");
    BOOST_TEST(started(queue) == "b");
    queue.set_limit(1);
    BOOST_TEST(queue.finished("a"));
    BOOST_TEST(started(queue) == "nothing");
    BOOST_TEST(queue.finished("b"));
    BOOST_TEST(started(queue) == "c");
    BOOST_TEST(!queue.finished("b"));
}

BOOST_AUTO_TEST_CASE(a_model_that_runs_may_wait_for_its_next_run) {
    RunQueue queue(2);
    queue.add(wanted("a", Trigger::kSchedule));
    BOOST_TEST(started(queue) == "a");
    BOOST_TEST((queue.add(wanted("a", Trigger::kCommand)) == Added::kQueued));
    queue.add(wanted("b", Trigger::kSchedule));
    BOOST_TEST(started(queue) == "b");  // a has to wait for itself, b need not
    queue.finished("b");
    BOOST_TEST(started(queue) == "nothing");
    queue.finished("a");
    BOOST_TEST(started(queue) == "a");
}

BOOST_AUTO_TEST_CASE(who_may_not_start_keeps_its_place) {
    RunQueue queue;
    queue.add(wanted("a", Trigger::kThreshold));
    queue.add(wanted("b", Trigger::kSchedule));
    const auto not_a = [](const WantedRun& run) { return run.model != "a"; };
    const auto none = [](const WantedRun&) { return false; };
    BOOST_TEST(started(queue, none) == "nothing");
    BOOST_TEST(order(queue) == "a b");
    BOOST_TEST(started(queue, not_a) == "b");
    queue.finished("b");
    BOOST_TEST(started(queue) == "a");
}

BOOST_AUTO_TEST_CASE(withdrawing) {
    RunQueue queue;
    WantedRun dry = wanted("a", Trigger::kCommand);
    dry.dry_run = true;
    queue.add(dry);
    queue.add(wanted("a", Trigger::kDrift));
    queue.add(wanted("b", Trigger::kDrift));
    BOOST_TEST(queue.withdraw("a") == 2U);
    BOOST_TEST(queue.withdraw("a") == 0U);
    BOOST_TEST(order(queue) == "b");
}

BOOST_AUTO_TEST_CASE(positions_in_words) {
    RunQueue queue(2);
    queue.add(wanted("gnn_synergy", Trigger::kCommand));
    BOOST_TEST(queue.position_words("gnn_synergy") == "1st in the queue");
    BOOST_TEST(started(queue) == "gnn_synergy");
    BOOST_TEST(queue.position_words("gnn_synergy") == "running");
    queue.add(wanted("soft_prompt", Trigger::kDrift));
    queue.add(wanted("home_type", Trigger::kSchedule));
    queue.add(wanted("yaml_generation", Trigger::kSchedule));
    BOOST_TEST(queue.position_words("soft_prompt") ==
               "1st in the queue while gnn_synergy is trained");
    BOOST_TEST(queue.position_words("home_type") == "2nd in the queue behind soft_prompt");
    BOOST_TEST(queue.position_words("yaml_generation") == "3rd in the queue behind home_type");
    BOOST_TEST(queue.position_words("pattern_detection") == "not in the queue");
    BOOST_TEST(started(queue) == "soft_prompt");
    BOOST_TEST(queue.position_words("home_type") ==
               "1st in the queue while gnn_synergy and soft_prompt are trained");
}

BOOST_AUTO_TEST_SUITE_END()
