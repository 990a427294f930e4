// What a model waits for before it is trained by itself.
#include "training/waiting_times.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::training;

namespace {

constexpr TimeUs kNow = 1'767'571'200 * kMicrosPerSecond;

struct WaitsFixture {
    std::int64_t seconds(const learning::WaitSpan& wait) {
        return (wait.until_us - wait.from_us) / kMicrosPerSecond;
    }
    TrainerSettings settings;
    WaitingTimes waits{settings};
    store::ModelState state;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(waiting_times, WaitsFixture)

BOOST_AUTO_TEST_CASE(the_back_off_doubles_up_to_a_day) {
    for (const int expected : {300, 600, 1200}) {
        waits.after_failure(state, kNow, "it broke");
        BOOST_TEST(seconds(WaitingTimes::back_off_of(state)) == expected);
    }
    for (int i = 0; i < 30; ++i) waits.after_failure(state, kNow, "it broke");
    BOOST_TEST(seconds(WaitingTimes::back_off_of(state)) == 86'400);
    BOOST_TEST(WaitingTimes::last_failure_of(state) == "it broke");
    waits.after_judgement(state, kNow);
    BOOST_TEST(WaitingTimes::back_off_of(state).until_us == 0);
    BOOST_TEST(WaitingTimes::last_failure_of(state) == "");
    BOOST_TEST(seconds(WaitingTimes::rest_of(state)) == 3600);
}

BOOST_AUTO_TEST_CASE(a_cancelled_one_rests_even_where_no_rest_is_set) {
    waits.after_cancel(state, kNow);
    BOOST_TEST(seconds(WaitingTimes::rest_of(state)) == 3600);
    settings.cool_down_s = 0;
    waits.after_cancel(state, kNow);
    BOOST_TEST(seconds(WaitingTimes::rest_of(state)) == 300);
    BOOST_TEST(WaitingTimes::rests_after_cancel(state));
    BOOST_TEST(WaitingTimes::last_failure_of(state) == "");
    waits.after_judgement(state, kNow);
    BOOST_TEST(!WaitingTimes::rests_after_cancel(state));
}

BOOST_AUTO_TEST_CASE(when_the_clock_is_set_back_everything_happens_now) {
    waits.after_failure(state, kNow, "it broke");
    waits.after_cancel(state, kNow);
    state.last_run_us = kNow;
    BOOST_TEST(!WaitingTimes::after_clock_change(state, kNow));
    const TimeUs earlier = kNow - 24 * kMicrosPerHour;
    BOOST_TEST(WaitingTimes::after_clock_change(state, earlier));
    BOOST_TEST(WaitingTimes::rest_of(state).until_us == earlier + kMicrosPerHour);
    BOOST_TEST(WaitingTimes::back_off_of(state).until_us == earlier + kMicrosPerHour / 12);
    BOOST_TEST(state.last_run_us == earlier);
    BOOST_TEST(!WaitingTimes::after_clock_change(state, earlier + 1));
}

BOOST_AUTO_TEST_SUITE_END()
