#include "learning/schedule.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <vector>

#include "support/must.hpp"
#include "times.hpp"

using hearth::Json;
using hearth::kMicrosPerDay;
using hearth::kMicrosPerHour;
using hearth::kMicrosPerSecond;
using hearth::TimeUs;
using hearth::TimeZone;
using hearth::learning::CronExpression;
using hearth::learning::Schedule;
using hearth::learning::schedule_state_from_json;
using hearth::learning::ScheduleRules;
using hearth::learning::ScheduleState;
using hearth::test::at;
using hearth::test::take;

namespace {

Schedule make(const char* expression, const char* zone = "UTC", ScheduleRules rules = {},
              ScheduleState state = {}) {
    return {take(CronExpression::parse(expression)), take(TimeZone::find(zone)), rules,
            std::move(state)};
}

// Nightly at 03:00 UTC, first looked at on Wednesday 2025-01-01 12:00.
Schedule nightly(TimeUs catch_up_within_us = kMicrosPerDay) {
    ScheduleRules rules;
    rules.catch_up_within_us = catch_up_within_us;
    Schedule out = make("0 3 * * *", "UTC", rules);
    BOOST_TEST(!out.check(at("2025-01-01T12:00Z")).fire);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schedule)

BOOST_AUTO_TEST_CASE(fires_once_for_each_slot) {
    Schedule schedule = nightly();
    struct Step {
        const char* now;
        bool fire;
        const char* next;
    };
    for (const Step& step : std::vector<Step>{
             {"2025-01-01T12:00Z", false, "2025-01-02T03:00Z"},
             {"2025-01-02T02:59:59.999999Z", false, "2025-01-02T03:00Z"},
             {"2025-01-02T03:00Z", true, "2025-01-03T03:00Z"},
             {"2025-01-02T03:00:01Z", false, "2025-01-03T03:00Z"},
             {"2025-01-02T03:00Z", false, "2025-01-03T03:00Z"},
             {"2025-01-03T03:04:59Z", true, "2025-01-04T03:00Z"},
             {"2025-01-03T04:00Z", false, "2025-01-04T03:00Z"},
         }) {
        const auto check = schedule.check(at(step.now));
        BOOST_TEST(check.fire == step.fire, step.now);
        BOOST_TEST(check.missed == 0, step.now);
        BOOST_TEST(check.skipped == 0, step.now);
        BOOST_TEST(check.changed == step.fire, step.now);
        BOOST_TEST(check.next_us.value() == at(step.next), step.now);
    }
}

BOOST_AUTO_TEST_CASE(a_new_schedule_has_missed_nothing) {
    Schedule schedule = make("* * * * *");
    const auto first = schedule.check(at("2025-01-01T12:00Z"));
    BOOST_TEST(!first.fire);
    BOOST_TEST(first.changed);
    BOOST_TEST(schedule.check(at("2025-01-01T12:01Z")).fire);
}

BOOST_AUTO_TEST_CASE(downtime_is_made_up_for_by_one_run) {
    struct Case {
        const char* name;
        TimeUs catch_up;
        const char* now;
        bool fire;
        const char* slot;
        int missed, skipped;
        const char* words;
    };
    for (const Case& c : std::vector<Case>{
             {"on time", kMicrosPerDay, "2025-01-02T03:00:10Z", true, "2025-01-02T03:00Z", 0, 0,
              "due Thursday 2025-01-02 03:00; next run Friday 2025-01-03 03:00 (every day at "
              "03:00)"},
             {"one, late", kMicrosPerDay, "2025-01-02T08:30Z", true, "2025-01-02T03:00Z", 1, 0,
              "1 run was missed, due Thursday 2025-01-02 03:00, 5 hours ago; it is made up for "
              "now; next run Friday 2025-01-03 03:00 (every day at 03:00)"},
             {"three", 5 * kMicrosPerDay, "2025-01-04T04:00Z", true, "2025-01-04T03:00Z", 3, 0,
              "3 runs were missed, the last due Saturday 2025-01-04 03:00, 60 minutes ago; one run "
              "makes up for them; next run Sunday 2025-01-05 03:00 (every day at 03:00)"},
             {"back just in time", 5 * kMicrosPerDay, "2025-01-04T03:01Z", true,
              "2025-01-04T03:00Z", 2, 0,
              "due Saturday 2025-01-04 03:00; 2 earlier runs were missed, and this one makes up "
              "for it all; next run Sunday 2025-01-05 03:00 (every day at 03:00)"},
             {"older ones skipped", kMicrosPerDay, "2025-01-04T04:00Z", true, "2025-01-04T03:00Z",
              1, 2,
              "1 run was missed, due Saturday 2025-01-04 03:00, 60 minutes ago; it is made up for "
              "now; 2 older runs were skipped, due more than 24 hours ago; next run Sunday "
              "2025-01-05 03:00 (every day at 03:00)"},
             {"all too old", 2 * kMicrosPerHour, "2025-01-04T06:00Z", false, "2025-01-04T03:00Z", 0,
              3,
              "3 runs were skipped: the last was due Saturday 2025-01-04 03:00, more than 2 hours "
              "ago; next run Sunday 2025-01-05 03:00 (every day at 03:00)"},
             {"exactly at the limit", 2 * kMicrosPerHour, "2025-01-02T05:00Z", true,
              "2025-01-02T03:00Z", 1, 0, nullptr},
             {"just over the limit", 2 * kMicrosPerHour, "2025-01-02T05:00:00.000001Z", false,
              "2025-01-02T03:00Z", 0, 1, nullptr},
             {"no catching up", 0, "2025-01-02T03:00:00.5Z", false, "2025-01-02T03:00Z", 0, 1,
              nullptr},
         }) {
        Schedule schedule = nightly(c.catch_up);
        const auto check = schedule.check(at(c.now));
        BOOST_TEST(check.fire == c.fire, c.name);
        BOOST_TEST(check.slot_us.value() == at(c.slot), c.name);
        BOOST_TEST(check.missed == c.missed, c.name);
        BOOST_TEST(check.skipped == c.skipped, c.name);
        if (c.words) BOOST_TEST(check.words == c.words, c.name);
        BOOST_TEST(check.changed, c.name);
        const auto again = schedule.check(at(c.now) + kMicrosPerSecond);
        BOOST_TEST(!again.fire, c.name);
        BOOST_TEST(again.skipped == 0, c.name);
    }
}

BOOST_AUTO_TEST_CASE(jumps_of_the_clock_do_not_fire_twice) {
    for (const char* back :
         {"2025-01-02T02:59:59Z", "2025-01-02T00:00Z", "2025-01-01T02:00Z", "2024-12-27T02:00Z"}) {
        Schedule schedule = nightly();
        BOOST_TEST(schedule.check(at("2025-01-02T03:00Z")).fire);
        const auto jumped = schedule.check(at(back));
        BOOST_TEST(!jumped.fire, back);
        BOOST_TEST(jumped.next_us.value() == at("2025-01-03T03:00Z"), back);
        BOOST_TEST(jumped.words ==
                   "the clock went back: what was due up to Thursday 2025-01-02 03:00 is done; "
                   "next run Friday 2025-01-03 03:00 (every day at 03:00)");
        BOOST_TEST(!schedule.check(at("2025-01-02T03:00Z")).fire, back);
        BOOST_TEST(!schedule.check(at("2025-01-02T03:00:01Z")).fire, back);
        BOOST_TEST(schedule.check(at("2025-01-03T03:00Z")).fire, back);
    }
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_far_ahead_does_not_end_the_schedule) {
    Schedule schedule = make("0 3 * * *");
    BOOST_TEST(!schedule.check(at("2031-06-01T12:00Z")).fire);
    BOOST_TEST(schedule.check(at("2031-06-02T03:00Z")).fire);
    // Now it is set right.
    BOOST_TEST(!schedule.check(at("2025-01-01T12:00Z")).fire);
    Schedule restarted =
        make("0 3 * * *", "UTC", {}, schedule_state_from_json(to_json(schedule.state())));
    BOOST_TEST(restarted.check(at("2025-01-02T03:00Z")).fire);
    BOOST_TEST(!restarted.check(at("2025-01-02T03:00Z")).fire);
    BOOST_TEST(!restarted.check(at("2025-01-02T02:00Z")).fire);
    BOOST_TEST(restarted.check(at("2025-01-03T03:00Z")).fire);
}

BOOST_AUTO_TEST_CASE(a_start_in_1970_forgets_nothing) {
    Schedule schedule = nightly();
    BOOST_TEST(schedule.check(at("2025-01-02T03:00Z")).fire);
    const auto unset = schedule.check(at("1970-01-01T00:00:10Z"));
    BOOST_TEST(!unset.fire);
    BOOST_TEST(unset.changed);
    const auto found = schedule.check(at("2025-01-02T03:10Z"));
    BOOST_TEST(!found.fire);
    BOOST_TEST(found.missed == 0);
    BOOST_TEST(found.skipped == 0);
    BOOST_TEST(schedule.check(at("2025-01-03T03:00Z")).fire);
}

BOOST_AUTO_TEST_CASE(stopped_and_started) {
    Schedule schedule = nightly();
    schedule.stop();
    const auto stopped = schedule.check(at("2025-01-02T03:00Z"));
    BOOST_TEST(!stopped.fire);
    BOOST_TEST(!stopped.next_us);
    BOOST_TEST(stopped.words == "the schedule (every day at 03:00) is stopped");
    schedule.start(at("2025-01-03T12:00Z"));
    const auto started = schedule.check(at("2025-01-03T12:00Z"));
    BOOST_TEST(!started.fire);
    BOOST_TEST(started.skipped == 0);
    BOOST_TEST(started.next_us.value() == at("2025-01-04T03:00Z"));
    schedule.start(at("2025-01-04T03:00Z"));  // is started: the slot stays due
    BOOST_TEST(schedule.check(at("2025-01-04T03:00Z")).fire);
    // Stopping, a clock that goes back, starting: still not twice.
    schedule.stop();
    schedule.start(at("2025-01-04T01:00Z"));
    BOOST_TEST(!schedule.check(at("2025-01-04T03:00Z")).fire);
}

BOOST_AUTO_TEST_CASE(survives_a_restart) {
    Schedule before = nightly();
    BOOST_TEST(before.check(at("2025-01-02T03:00Z")).fire);
    const ScheduleState stored =
        schedule_state_from_json(Json::parse(to_json(before.state()).dump()));
    BOOST_TEST(!make("0 3 * * *", "UTC", {}, stored).check(at("2025-01-02T03:00:30Z")).fire);
    BOOST_TEST(make("0 3 * * *", "UTC", {}, stored).check(at("2025-01-03T09:00Z")).missed == 1);
    // Another expression or zone: what is stored says nothing about its slots.
    BOOST_TEST(!make("0 5 * * *", "UTC", {}, stored).check(at("2025-01-03T09:00Z")).fire);
    BOOST_TEST(!make("0 3 * * *", "Asia/Tokyo", {}, stored).check(at("2025-01-03T09:00Z")).fire);
    before.stop();
    const ScheduleState stopped = schedule_state_from_json(to_json(before.state()));
    BOOST_TEST(!make("0 5 * * *", "UTC", {}, stopped).check(at("2025-01-03T05:00Z")).next_us);
}

BOOST_AUTO_TEST_CASE(reading_is_tolerant) {
    for (const char* text : {"null", "[]", "7", "{}", R"({"stopped":"yes","handled_until_us":"x"})",
                             R"({"handled_until_us":null,"zone":4,"expression":[]})"}) {
        const ScheduleState state = schedule_state_from_json(Json::parse(text));
        BOOST_TEST(!state.stopped, text);
        BOOST_TEST(!state.handled_until_us, text);
        BOOST_TEST(state.zone.empty(), text);
    }
    // A mark that no clock can show.
    for (const std::int64_t mark : {INT64_MAX, INT64_MIN}) {
        ScheduleState state;
        state.expression = "0 3 * * *";
        state.zone = "UTC";
        state.handled_until_us = mark;
        Schedule schedule = make("0 3 * * *", "UTC", {}, state);
        schedule.check(at("2025-01-01T12:00Z"));
        BOOST_TEST(schedule.check(at("2025-01-02T03:00Z")).fire);
        BOOST_TEST(!schedule.check(at("2025-01-02T03:00Z")).fire);
    }
}

BOOST_AUTO_TEST_CASE(daylight_saving) {
    Schedule schedule = make("30 2 * * *", "Europe/Berlin");
    schedule.check(at("2025-03-29T12:00Z"));
    BOOST_TEST(!schedule.check(at("2025-03-30T00:59:59Z")).fire);
    const auto gap = schedule.check(at("2025-03-30T01:00Z"));
    BOOST_TEST(gap.fire);
    BOOST_TEST(
        gap.words ==
        "due Sunday 2025-03-30 03:00; next run Monday 2025-03-31 02:30 (every day at 02:30)");
    BOOST_TEST(!schedule.check(at("2025-03-30T01:30Z")).fire);
    schedule.check(at("2025-10-25T12:00Z"));
    BOOST_TEST(schedule.check(at("2025-10-26T00:30Z")).fire);
    BOOST_TEST(!schedule.check(at("2025-10-26T01:30Z")).fire);
}

BOOST_AUTO_TEST_CASE(long_downtime_costs_little) {
    ScheduleRules rules;
    rules.catch_up_within_us = 400 * kMicrosPerDay;
    Schedule schedule = make("* * * * *", "Europe/Berlin", rules);
    schedule.check(at("2024-01-01T00:00Z"));
    const auto begin = std::chrono::steady_clock::now();
    const auto check = schedule.check(at("2025-01-01T00:30:30Z"));
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::milliseconds{500}));
    BOOST_TEST(check.fire);
    BOOST_TEST(check.slot_us.value() == at("2025-01-01T00:30Z"));
    BOOST_TEST(check.missed == Schedule::kMostCounted);
    BOOST_TEST(check.words.find("at least 1000 earlier runs were missed") != std::string::npos,
               check.words);
}

BOOST_AUTO_TEST_SUITE_END()
