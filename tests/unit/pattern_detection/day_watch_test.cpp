// The anomaly of the day: something usual that did not happen, something unusual that did.
#include "pattern_detection/anomalies/day_watch.hpp"

#include <boost/test/unit_test.hpp>

#include "made_up_log.hpp"

namespace pattern = hearth::pattern;
using hearth::kMicrosPerHour;
using hearth::kMicrosPerMinute;
using hearth::test::kMonday;
using hearth::test::MadeUpLog;
using hearth::test::Numbers;

namespace {

constexpr int kToday = 56;
constexpr hearth::TimeUs kMidnight = kMonday + kToday * hearth::kMicrosPerDay;

// Eight weeks: unlocked at seven, lamps through the day, locked between 22:30 and 23:10.
struct Home {
    MadeUpLog log;
    pattern::DayWatch watch;
    Numbers numbers{11};

    Home() {
        for (int day = 0; day < kToday; ++day) {
            live(kMonday + day * hearth::kMicrosPerDay);
            lock(kMonday + day * hearth::kMicrosPerDay);
        }
    }
    void live(hearth::TimeUs midnight) {
        log.add("lock.door=unlocked",
                midnight + 7 * kMicrosPerHour + numbers.below(15) * kMicrosPerMinute);
        for (int i = 0; i < 30; ++i) {
            const hearth::TimeUs on = midnight + (7 * 60 + numbers.below(900)) * kMicrosPerMinute;
            log.add("light.hall=on", on);
            log.add("light.hall=off", on + 2 * kMicrosPerMinute, false);
        }
    }
    void lock(hearth::TimeUs midnight) {
        log.add("lock.door=locked",
                midnight + 22 * kMicrosPerHour + (30 + numbers.below(40)) * kMicrosPerMinute,
                false);
    }
    std::vector<pattern::Anomaly> look(hearth::TimeUs since_midnight) {
        return watch.look(log.miner.log(), kMidnight + since_midnight);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(day_watch)

BOOST_AUTO_TEST_CASE(a_door_that_is_not_locked_by_night_is_told) {
    Home home;
    home.live(kMidnight);
    BOOST_TEST(home.look(22 * kMicrosPerHour).empty());
    const auto found = home.look(24 * kMicrosPerHour);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found[0].kind == pattern::Anomaly::Kind::kMissed));
    BOOST_TEST(found[0].label == "lock.door=locked");
    BOOST_TEST(found[0].support == 56);
    BOOST_TEST(found[0].of == 56);
    BOOST_TEST(found[0].text == "lock.door locked by 23:30 on 56 of 56 days; today not");
    const hearth::Json json = pattern::to_json(found[0]);
    BOOST_TEST(json["id"] == "missed:lock.door:2024-02-26");
    BOOST_TEST(json["time"].get<std::string>().starts_with("2024-02-26T23:30:00"));
    // Also after midnight it is that evening's.
    BOOST_TEST(home.look(26 * kMicrosPerHour).size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_happened_or_is_so_already_is_not_missed) {
    Home home;
    home.live(kMidnight);
    home.lock(kMidnight);
    BOOST_TEST(home.look(24 * kMicrosPerHour).empty());
    Home locked_all_day;
    locked_all_day.log.add("light.hall=on", kMidnight + 9 * kMicrosPerHour);
    for (const pattern::Anomaly& one : locked_all_day.look(24 * kMicrosPerHour))
        BOOST_TEST(one.label != "lock.door=locked");
}

BOOST_AUTO_TEST_CASE(an_empty_house_misses_nothing) {
    Home home;
    BOOST_TEST(home.look(24 * kMicrosPerHour).empty());  // nobody did anything
    home.live(kMidnight);
    home.log.add_context("person.anna=not_home", kMidnight + 22 * kMicrosPerHour);
    BOOST_TEST(home.look(24 * kMicrosPerHour).empty());
}

BOOST_AUTO_TEST_CASE(a_light_at_three_in_the_night_is_told) {
    Home home;
    home.log.add("light.hall=on", kMidnight + 4 * kMicrosPerHour + 10 * kMicrosPerMinute);
    home.log.add("light.hall=off", kMidnight + 4 * kMicrosPerHour + 12 * kMicrosPerMinute, false);
    home.log.add("lock.door=unlocked", kMidnight + 7 * kMicrosPerHour);
    home.log.add("light.hall=on", kMidnight + 9 * kMicrosPerHour);
    const auto found = home.look(10 * kMicrosPerHour);
    BOOST_REQUIRE(found.size() == 2U);
    BOOST_TEST((found[0].kind == pattern::Anomaly::Kind::kUnusual));
    BOOST_TEST(found[0].label == "light.hall=on");
    BOOST_TEST(found[0].of == 1680);
    BOOST_TEST(
        found[0].text.starts_with("light.hall on at 04:10; the nearest of 1680 other times"));
    // On and off of one lamp are one anomaly.
    BOOST_TEST(pattern::to_json(found[0])["id"] == pattern::to_json(found[1])["id"]);
    BOOST_TEST(pattern::to_json(found[0])["id"] == "unusual:light.hall:2024-02-26");
}

// With two weeks of lamps no event can be so rare that one a week would be too many.
BOOST_AUTO_TEST_CASE(little_history_gives_no_alarm) {
    MadeUpLog log;
    Numbers numbers(3);
    for (int day = 0; day < 12; ++day)
        for (int i = 0; i < 4; ++i)
            log.add("light.hall=on", kMonday + day * hearth::kMicrosPerDay +
                                         (8 * 60 + numbers.below(300)) * kMicrosPerMinute);
    log.add("light.hall=on", kMonday + 12 * hearth::kMicrosPerDay + 5 * kMicrosPerHour);
    pattern::DayWatch watch;
    BOOST_TEST(
        watch.look(log.miner.log(), kMonday + 12 * hearth::kMicrosPerDay + 6 * kMicrosPerHour)
            .empty());
}

BOOST_AUTO_TEST_CASE(the_watch_costs_no_more_alarms_than_it_may) {
    std::vector<pattern::Expectation> all(5);
    const double rates[] = {.3, .05, .2, .1, .05};
    for (std::size_t i = 0; i < all.size(); ++i) all[i].alarms_a_week = rates[i];
    const auto kept = pattern::affordable(all, .5);
    double sum = 0;
    for (const auto& one : kept) sum += one.alarms_a_week;
    BOOST_TEST(kept.size() == 4U);
    BOOST_TEST(sum <= .5);
    BOOST_TEST(pattern::affordable(all, .01).empty());
}

// The post is fetched within a minute of the door bell, always; today it is not.
BOOST_AUTO_TEST_CASE(what_always_follows_is_missed_when_it_does_not) {
    Home home;
    MadeUpLog& log = home.log;
    for (int day = 0; day < kToday; ++day) {
        const hearth::TimeUs bell = kMonday + day * hearth::kMicrosPerDay +
                                    (8 * 60 + home.numbers.below(700)) * kMicrosPerMinute;
        log.add("bell=on", bell);
        log.add("post=on", bell + 40'000'000);
    }
    home.live(kMidnight);
    home.lock(kMidnight);
    log.add("bell=on", kMidnight + 11 * kMicrosPerHour);
    const auto found = home.look(24 * kMicrosPerHour);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].label == "post=on");
    BOOST_TEST(found[0].text ==
               "after bell on, post on followed 56 of 56 times within 15 min; at 11:00 not");
}

BOOST_AUTO_TEST_SUITE_END()
