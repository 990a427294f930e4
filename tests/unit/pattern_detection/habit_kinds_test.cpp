// Habits with a circumstance, by the sun, of how long, and of a part of the time.
#include <boost/test/unit_test.hpp>

#include "made_up_log.hpp"

namespace pattern = hearth::pattern;
using hearth::kMicrosPerHour;
using hearth::kMicrosPerMinute;
using hearth::test::kMonday;
using hearth::test::MadeUpLog;
using hearth::test::Numbers;
using Kind = pattern::Habit::Kind;

namespace {

// Something else that people do, so that not all that happens is the habit.
void live(MadeUpLog& log, hearth::TimeUs midnight, Numbers& numbers) {
    for (int i = 0; i < 40; ++i)
        log.add("tap" + std::to_string(i % 8) + "=on",
                midnight + (7 * 60 + numbers.below(16 * 60)) * kMicrosPerMinute);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(habit_kinds)

// Who comes home before sunset needs no light: the arrival alone says half, with the dark all.
BOOST_AUTO_TEST_CASE(a_sequence_in_the_dark_only_says_so) {
    MadeUpLog log;
    Numbers numbers(1);
    for (int day = 0; day < 56; ++day) {
        const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
        log.add_sun(midnight, 420, 1020 + day);  // sets at 17:00 and a minute later each day
        const int home = 930 + numbers.below(210);
        live(log, midnight, numbers);
        log.add_context("person.anna=not_home", midnight + 8 * kMicrosPerHour);
        log.add_context("person.anna=home", midnight + home * kMicrosPerMinute);
        if (home > 1020 + day) {
            log.add("light.hall=on", midnight + home * kMicrosPerMinute + 20'000'000);
            log.add("light.hall=off", midnight + 23 * kMicrosPerHour, false);
        }
    }
    const auto habit = log.find(Kind::kSequence, "light.hall=on");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST(habit->after == "person.anna=home");
    BOOST_TEST(habit->given == std::vector<std::string>{"sun.sun=below_horizon"},
               boost::test_tools::per_element());
    BOOST_TEST(habit->support == habit->of);
    BOOST_TEST(habit->from_minute == -1);
    BOOST_TEST(pattern::words_of_habit(*habit).find("while sun.sun below_horizon") !=
               std::string::npos);
}

// The radio goes on at eight whenever Ben is at home, and he is on every other day.
BOOST_AUTO_TEST_CASE(a_time_may_need_somebody_at_home) {
    MadeUpLog log;
    Numbers numbers(2);
    for (int day = 0; day < 70; ++day) {
        const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
        const bool here = numbers.below(2) == 0;
        log.add_context(here ? "person.ben=home" : "person.ben=not_home",
                        midnight + 5 * kMicrosPerHour);
        live(log, midnight, numbers);
        if (here)
            log.add("radio=on",
                    midnight + 8 * kMicrosPerHour + numbers.below(20) * kMicrosPerMinute);
    }
    const auto habit = log.find(Kind::kTimeOfDay, "radio=on");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST(habit->given == std::vector<std::string>{"person.ben=home"},
               boost::test_tools::per_element());
    BOOST_TEST(habit->support == habit->of);
    BOOST_TEST(habit->of < 50);
}

// The blind goes down a quarter of an hour after sunset, from five o'clock in winter to eight.
BOOST_AUTO_TEST_CASE(what_goes_with_the_sun_is_told_by_the_sun) {
    MadeUpLog log;
    Numbers numbers(3);
    for (int day = 0; day < 90; ++day) {
        const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
        const int set = 1020 + 2 * day;
        log.add_sun(midnight, 480 - day, set);
        live(log, midnight, numbers);
        log.add("cover.blind=closed", midnight + (set + 10 + numbers.below(12)) * kMicrosPerMinute,
                false);
        log.add("cover.blind=open", midnight + hearth::kMicrosPerDay - 8 * kMicrosPerHour / 100,
                true);
    }
    const auto habit = log.find(Kind::kTimeOfDay, "cover.blind=closed");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST((habit->sun == pattern::SunEvent::kSunset));
    BOOST_TEST(habit->sun_median >= 10);
    BOOST_TEST(habit->sun_median <= 22);
    BOOST_TEST(habit->support >= 89, pattern::words_of_habit(*habit));
    const hearth::Json json = pattern::to_json(*habit);
    BOOST_TEST(json["sun"]["event"] == "sunset");
    BOOST_TEST(!json.contains("from"));
    BOOST_TEST(json.contains("at"));
}

BOOST_AUTO_TEST_CASE(a_fixed_time_is_not_told_by_the_sun) {
    MadeUpLog log;
    Numbers numbers(4);
    for (int day = 0; day < 60; ++day) {
        const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
        log.add_sun(midnight, 480, 1020 + 3 * day / 2);
        live(log, midnight, numbers);
        log.add("lamp=on", midnight + (1030 + numbers.below(15)) * kMicrosPerMinute);
    }
    const auto habit = log.find(Kind::kTimeOfDay, "lamp=on");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST((habit->sun == pattern::SunEvent::kNone));
}

BOOST_AUTO_TEST_CASE(what_is_ended_after_the_same_time_is_a_habit) {
    MadeUpLog log;
    Numbers numbers(5);
    for (int day = 0; day < 40; ++day) {
        const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
        const hearth::TimeUs on = midnight + (6 * 60 + numbers.below(900)) * kMicrosPerMinute;
        log.add("fan=on", on);
        log.add("fan=off", on + (18 + numbers.below(5)) * kMicrosPerMinute, false);
        // A lamp that is switched off whenever.
        const double minutes = -30 * std::log(numbers.uniform());
        log.add("lamp=on", on + kMicrosPerMinute);
        log.add("lamp=off",
                on + kMicrosPerMinute + static_cast<hearth::TimeUs>(minutes * kMicrosPerMinute),
                false);
    }
    const auto habit = log.find(Kind::kEndsAfter, "fan=off");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST(habit->after == "fan=on");
    BOOST_TEST(habit->support >= 38);
    BOOST_TEST(habit->median_s >= 18 * 60);
    BOOST_TEST(habit->median_s <= 22 * 60);
    BOOST_TEST(habit->to_s / habit->from_s < 1.6);
    BOOST_TEST(!log.find(Kind::kEndsAfter, "lamp=off").has_value());
}

BOOST_AUTO_TEST_CASE(what_was_taken_up_says_since_when) {
    MadeUpLog log;
    Numbers numbers(6);
    for (int day = 0; day < 84; ++day) {
        const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
        live(log, midnight, numbers);
        if (day >= 56 && day != 60) log.add("yoga=on", midnight + 18 * kMicrosPerHour);
    }
    const auto habit = log.find(Kind::kTimeOfDay, "yoga=on");
    BOOST_REQUIRE(habit.has_value());
    BOOST_TEST(pattern::to_json(*habit)["since"] == "2024-02-26");
    BOOST_TEST(habit->support == 27);
    BOOST_TEST(habit->of == 28);
    BOOST_TEST(habit->weeks == 4);
}

// One row with a time far off, as an import may bring it, changes no habit and costs no memory.
BOOST_AUTO_TEST_CASE(a_row_from_the_far_future_spoils_nothing) {
    const auto mined = [](bool with_stray) {
        MadeUpLog log;
        Numbers numbers(7);
        for (int day = 0; day < 40; ++day) {
            const hearth::TimeUs midnight = kMonday + day * hearth::kMicrosPerDay;
            if (with_stray && day == 10)
                log.add("stray=on", kMonday + 3'000'000 * hearth::kMicrosPerDay);
            live(log, midnight, numbers);
            log.add("coffee=on",
                    midnight + 7 * kMicrosPerHour + numbers.below(20) * kMicrosPerMinute);
        }
        return log;
    };
    const MadeUpLog plain = mined(false), spoilt = mined(true);
    const auto coffee = plain.find(Kind::kTimeOfDay, "coffee=on");
    const auto after = spoilt.find(Kind::kTimeOfDay, "coffee=on");
    BOOST_REQUIRE(coffee.has_value());
    BOOST_REQUIRE(after.has_value());
    BOOST_TEST(after->support == coffee->support);
    BOOST_TEST(after->from_minute == coffee->from_minute);
    BOOST_TEST(after->weeks_held == coffee->weeks_held);
    // Nor does it move the rows that came after it.
    BOOST_TEST(spoilt.miner.log().until(kMonday + 50 * hearth::kMicrosPerDay).events().size() ==
               plain.miner.log().events().size());
}

// A row a day for centuries, ten thousand rows in one minute: neither may keep anybody waiting.
BOOST_AUTO_TEST_CASE(a_hostile_log_is_mined_within_bounds) {
    MadeUpLog log;
    for (int day = 0; day < 60'000; ++day)
        log.add("l" + std::to_string(day % 12'000) + "=on", kMonday + day * hearth::kMicrosPerDay);
    for (int i = 0; i < 30'000; ++i)
        log.add("m" + std::to_string(i % 7'000) + "=on", kMonday + i * 1000);
    BOOST_TEST(log.miner.days() == 1500U);
    BOOST_TEST(log.miner.clearest(10).size() <= 10U);
}

BOOST_AUTO_TEST_CASE(rows_out_of_order_are_put_in_order) {
    MadeUpLog log;
    log.add("b=on", kMonday + kMicrosPerHour);
    log.add("a=on", kMonday);
    BOOST_REQUIRE(log.miner.log().events().size() == 2U);
    BOOST_TEST(log.miner.log().events()[0].time_us == kMonday);
    BOOST_TEST(log.miner.log().label(log.miner.log().events()[0].symbol) == "a=on");
}

BOOST_AUTO_TEST_SUITE_END()
