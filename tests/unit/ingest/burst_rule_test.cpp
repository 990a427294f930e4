#include "ingest/burst_rule.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using ingest::BurstRule;

namespace {

// Asks every `step_us` while `per_s` messages come a second. Returns for how long it was told to
// wait, in microseconds.
TimeUs waited(BurstRule& rule, std::int64_t& newest, TimeUs& now, double per_s, TimeUs length_us) {
    const TimeUs end = now + length_us;
    TimeUs total = 0;
    while (now < end) {
        const TimeUs pause = rule.pause(newest, now);
        total += pause;
        const TimeUs step = pause > 0 ? pause : 20'000;
        now += step;
        newest += static_cast<std::int64_t>(per_s * static_cast<double>(step) / 1e6);
    }
    return total;
}

struct Fixture {
    BurstRule rule;
    std::int64_t newest = 0;
    TimeUs now = 5 * kMicrosPerSecond;
    TimeUs waits(double per_s, double seconds) {
        return waited(rule, newest, now, per_s, static_cast<TimeUs>(seconds * 1e6));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(burst_rule, Fixture)

BOOST_AUTO_TEST_CASE(an_ordinary_rate_never_waits) {
    for (const double rate : {0.0, 1.0, 50.0, 3500.0}) BOOST_TEST(waits(rate, 10) == 0);
}

BOOST_AUTO_TEST_CASE(a_burst_waits_to_its_end) {
    waits(10, 1);
    BOOST_TEST(waits(30'000, 1) >= 900'000);
    BOOST_TEST(waits(0, 5) <= 120'000);
}

BOOST_AUTO_TEST_CASE(a_burst_that_falters_goes_on_waiting) {
    waits(30'000, 1);
    BOOST_TEST(waits(0, .06) >= 60'000);
    BOOST_TEST(waits(30'000, .5) >= 480'000);
    BOOST_TEST(waits(0, 5) <= 120'000);
}

BOOST_AUTO_TEST_CASE(a_short_burst_is_over_at_once) {
    waits(10, 1);
    BOOST_TEST(waits(30'000, .06) > 0);
    BOOST_TEST(waits(0, 5) <= 40'000);
}

BOOST_AUTO_TEST_CASE(a_flood_without_end_is_processed_all_the_same) {
    const TimeUs total = waits(30'000, 60);
    BOOST_TEST(total >= 4'900'000);
    BOOST_TEST(total <= 5'100'000);
}

BOOST_AUTO_TEST_CASE(after_a_quiet_time_the_next_burst_waits_again) {
    waits(30'000, 10);
    waits(10, 1);
    BOOST_TEST(waits(30'000, 10) >= 4'900'000);
}

BOOST_AUTO_TEST_CASE(a_backlog_from_before_the_start_is_no_burst) {
    newest = 1'000'000;
    BOOST_TEST(waits(0, 5) == 0);
}

BOOST_AUTO_TEST_CASE(batches_that_follow_at_once_do_not_disturb_the_measure) {
    for (int i = 0; i < 1000; ++i) {
        now += 100;  // a batch each 100 us, 0.2 messages: 2,000/s
        newest += i % 5 == 0 ? 1 : 0;
        BOOST_TEST(rule.pause(newest, now) == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
