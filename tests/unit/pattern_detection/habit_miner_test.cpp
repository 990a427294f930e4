#include "pattern_detection/habits/habit_miner.hpp"

#include <boost/test/unit_test.hpp>

#include "made_up_log.hpp"

namespace pattern = hearth::pattern;
using Log = hearth::test::MadeUpLog;
using hearth::kMicrosPerHour;
using hearth::kMicrosPerMinute;
using hearth::test::kMonday;
using Kind = pattern::Habit::Kind;

namespace {

// Twelve weeks: at 7 the coffee, on Saturdays the mower, and whenever the door opens, twenty times
// out of twenty-one, the hall light 40 s later, off again after 5 minutes.
Log made_up_log() {
    Log log;
    for (int day = 0; day < 84; ++day) {
        const hearth::TimeUs midnight = kMonday + day * 24 * kMicrosPerHour;
        log.add("coffee=on", midnight + 7 * kMicrosPerHour + day % 50 * kMicrosPerMinute);
        if (day % 7 == 5) log.add("mower=on", midnight + (8 + day % 9) * kMicrosPerHour);
        const hearth::TimeUs door = midnight + (17 + day % 5) * kMicrosPerHour;
        log.add("door=on", door);
        if (day % 21 != 0) {
            log.add("hall=on", door + 40'000'000);
            log.add("hall=off", door + 40'000'000 + 5 * kMicrosPerMinute, false);
        }
    }
    return log;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(habit_miner)

BOOST_AUTO_TEST_CASE(sequences_have_support_confidence_lift_and_delay) {
    const Log log = made_up_log();
    const auto habit = log.find(Kind::kSequence, "hall=on");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST(habit->after == "door=on");
    BOOST_TEST(habit->support == 80);
    BOOST_TEST(habit->of == 84);
    BOOST_TEST(habit->median_s == 40);
    BOOST_TEST(habit->within_s == 60);
    BOOST_TEST(habit->lift() > 3);  // of what this household does it is a third
    BOOST_TEST(habit->q_value < 1e-6);
    BOOST_TEST(habit->weeks == 12);
    BOOST_TEST(habit->weeks_held == 12);
    BOOST_TEST((habit->days == pattern::DaySet::every()));
    BOOST_TEST(pattern::words_of_habit(*habit) ==
               "after door on, hall on followed within 60 s 80 of 84 times, half of them within "
               "40 s");
}

BOOST_AUTO_TEST_CASE(times_count_days_and_weekdays_their_own_kind) {
    const Log log = made_up_log();
    const auto coffee = log.find(Kind::kTimeOfDay, "coffee=on");
    BOOST_REQUIRE(coffee.has_value());
    BOOST_TEST(coffee->from_minute == 7 * 60);
    BOOST_TEST(coffee->to_minute == 8 * 60);
    BOOST_TEST(coffee->median_minute == 7 * 60 + 21);
    BOOST_TEST(coffee->support == 84);
    BOOST_TEST(coffee->of == 84);
    const auto mower = log.find(Kind::kWeekday, "mower=on");
    BOOST_REQUIRE(mower.has_value());
    BOOST_TEST((mower->days == pattern::DaySet(1U << 5)));
    BOOST_TEST(mower->support == 12);
    BOOST_TEST(mower->of == 12);
    BOOST_TEST(mower->lift() == 7, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(pattern::words_of_habit(*mower) ==
               "mower on happened on Saturdays, on 12 of 12 of these days");
    // Every day is no habit of a weekday.
    BOOST_TEST(!log.find(Kind::kWeekday, "coffee=on").has_value());
}

// On workdays the lamp goes on after the chair is pulled up; at weekends the chair is only sat on.
BOOST_AUTO_TEST_CASE(a_habit_of_some_days_says_which) {
    Log log;
    for (int day = 0; day < 56; ++day) {
        const hearth::TimeUs chair =
            kMonday + day * 24 * kMicrosPerHour + (9 + day * 5 % 7) * kMicrosPerHour;
        log.add("chair=on", chair);
        if (day % 7 < 5) log.add("lamp=on", chair + 20'000'000);
        log.add("lamp=off", chair + 90 * kMicrosPerMinute, false);
    }
    const auto habit = log.find(Kind::kSequence, "lamp=on");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST((habit->days == pattern::DaySet::workdays()));
    BOOST_TEST(habit->support == 40);
    BOOST_TEST(habit->of == 40);
    BOOST_TEST(pattern::words_of_habit(*habit).starts_with("after chair on on workdays, lamp on"));
}

// When the lamp is on already, the door cannot lead to it: no occasion.
BOOST_AUTO_TEST_CASE(what_is_so_already_is_no_occasion) {
    Log log;
    for (int day = 0; day < 40; ++day) {
        const hearth::TimeUs noon =
            kMonday + day * 24 * kMicrosPerHour + (8 + day * 3 % 8) * kMicrosPerHour;
        log.add("door=open", noon);
        log.add("lamp=on", noon + 10'000'000);
        log.add("door=open", noon + 30 * kMicrosPerMinute);
        log.add("lamp=off", noon + 60 * kMicrosPerMinute, false);
    }
    const auto habit = log.find(Kind::kSequence, "lamp=on");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST(habit->support == 40);
    BOOST_TEST(habit->of == 40);
}

// Kept up for four of twelve weeks: told as what it was, for that time.
BOOST_AUTO_TEST_CASE(what_was_given_up_says_until_when) {
    Log log;
    for (int day = 0; day < 84; ++day) {
        const hearth::TimeUs midnight = kMonday + day * 24 * kMicrosPerHour;
        log.add("kettle=on", midnight + (6 + day * 7 % 13) * kMicrosPerHour);
        if (day < 28 || day % 29 == 0) log.add("bike=on", midnight + 20 * kMicrosPerHour);
    }
    const auto bike = log.find(Kind::kTimeOfDay, "bike=on");
    BOOST_REQUIRE(bike.has_value());
    BOOST_TEST(bike->given_up());
    BOOST_TEST(bike->support == 28);
    BOOST_TEST(bike->weeks == 4);
    BOOST_TEST(pattern::to_json(*bike)["until"] == "2024-01-28");
    BOOST_TEST(!pattern::to_json(*bike).contains("since"));
}

// Twice in three weeks, then not, then again: no single change, and no habit.
BOOST_AUTO_TEST_CASE(what_is_done_now_and_then_is_no_habit) {
    Log log;
    for (int day = 0; day < 84; ++day) {
        const hearth::TimeUs midnight = kMonday + day * 24 * kMicrosPerHour;
        log.add("kettle=on", midnight + (6 + day * 7 % 13) * kMicrosPerHour);
        if (day % 7 == day / 7 % 7) log.add("bike=on", midnight + 20 * kMicrosPerHour);
    }
    BOOST_TEST(!log.find(Kind::kTimeOfDay, "bike=on").has_value());
}

BOOST_AUTO_TEST_CASE(durations_are_medians_of_what_began_and_ended) {
    const Log log = made_up_log();
    const auto durations = log.miner.durations(10);
    BOOST_REQUIRE(durations.size() == 1u);
    BOOST_TEST(durations[0].label == "hall=on");
    BOOST_TEST(durations[0].support == 80);
    BOOST_TEST(durations[0].median_s == 300);
    const hearth::Json json = pattern::to_json(durations[0]);
    BOOST_TEST(!json.contains("lift"));
    BOOST_TEST(json.at("text").get<std::string>() ==
               "hall on lasted 5 min or less half of the 80 times");
}

BOOST_AUTO_TEST_CASE(the_list_is_cut) { BOOST_TEST(made_up_log().miner.clearest(2).size() == 2u); }

BOOST_AUTO_TEST_SUITE_END()
