#include "pattern_detection/history.hpp"

#include <boost/test/unit_test.hpp>

#include "made_up_events.hpp"

namespace pattern = hearth::pattern;
using hearth::kMicrosPerHour;
using hearth::kMicrosPerMinute;
using hearth::test::event_of;
using hearth::test::kMonday;

BOOST_AUTO_TEST_SUITE(history)

BOOST_AUTO_TEST_CASE(the_moment_tells_what_just_happened) {
    pattern::History history(hearth::TimeZone::utc());
    BOOST_TEST(history.empty());
    history.push(event_of("a", kMonday + 7 * kMicrosPerHour), 0);
    BOOST_TEST(history.moment().gap_s[0] == pattern::History::kFirstGapS);
    history.push(event_of("b", kMonday + 7 * kMicrosPerHour + 2 * kMicrosPerMinute), 1);
    history.push(event_of("b", kMonday + 7 * kMicrosPerHour + 3 * kMicrosPerMinute), 1);
    const pattern::Moment& moment = history.moment();
    BOOST_TEST(moment.recent[0] == 1);
    BOOST_TEST(moment.recent[2] == 0);
    BOOST_TEST(moment.recent[3] == pattern::kNoSymbol);
    BOOST_TEST(moment.gap_s[0] == 60);
    BOOST_TEST(moment.gap_s[1] == 120);
    BOOST_TEST(moment.hour == 7.05, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(!moment.weekend);
    BOOST_TEST(moment.run_length == 2);
    BOOST_TEST(moment.before_run == 0);
    BOOST_TEST(moment.session_position == 2);
    BOOST_TEST(moment.session_first == 0);
    BOOST_TEST(history.events_since(0) == 2);
    BOOST_TEST(history.seconds_since(0) == 180);
    BOOST_TEST(history.events_since(7) == -1);
    BOOST_TEST((history.by_recency() == std::vector<int>{1, 0}));
}

BOOST_AUTO_TEST_CASE(a_long_gap_begins_a_session_and_time_that_goes_back_is_no_gap) {
    pattern::History history(hearth::TimeZone::utc());
    history.push(event_of("a", kMonday), 0);
    history.push(event_of("b", kMonday + 16 * kMicrosPerMinute), 1);
    BOOST_TEST(history.moment().session_position == 0);
    BOOST_TEST(history.moment().session_first == 1);
    history.push(event_of("a", kMonday + 10 * kMicrosPerMinute), 0);
    BOOST_TEST(history.moment().gap_s[0] == 0);
    BOOST_TEST(history.moment().session_position == 1);
}

BOOST_AUTO_TEST_CASE(history_does_not_cross_groups) {
    pattern::History history(hearth::TimeZone::utc());
    auto event = event_of("a", kMonday);
    event.group = "first";
    history.push(event, 0);
    event.group = "second";
    history.push(event, 1);
    BOOST_TEST(history.moment().recent[1] == pattern::kNoSymbol);
    BOOST_TEST(history.events_since(0) == -1);
    history.enter_group("third");
    BOOST_TEST(history.empty());
}

BOOST_AUTO_TEST_CASE(hours_are_the_households_and_gaps_are_elapsed_time) {
    const auto berlin = hearth::TimeZone::find("Europe/Berlin");
    BOOST_REQUIRE(berlin.ok());
    pattern::History history(*berlin);
    // Sunday 31 March 2024: 02:00 becomes 03:00 at 01:00 UTC.
    const hearth::TimeUs sunday = kMonday + 90 * 24 * kMicrosPerHour;
    history.push(event_of("a", sunday + 59 * kMicrosPerMinute), 0);
    BOOST_TEST(history.moment().hour == 1 + 59.0 / 60, boost::test_tools::tolerance(1e-9));
    history.push(event_of("b", sunday + 61 * kMicrosPerMinute), 1);
    BOOST_TEST(history.moment().hour == 3 + 1.0 / 60, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(history.moment().gap_s[0] == 120);
    BOOST_TEST(history.moment().weekend);
}

BOOST_AUTO_TEST_CASE(the_active_set_knows_states_and_ends) {
    pattern::ActiveSet set;
    const auto empty = set.key();
    set.change("light", true, {}, 10);
    const auto light = set.key();
    BOOST_TEST(light != empty);
    set.change("fan", true, 20, 11);
    const auto both = set.key();
    set.change("fan", true, 25, 12);
    BOOST_TEST(set.key() == both);
    set.change("door", false, {}, 24);
    BOOST_TEST(set.key() == both);
    set.change("door", false, {}, 25);
    BOOST_TEST(set.key() == light);
    set.change("light", false, {}, 30);
    BOOST_TEST(set.key() == empty);
    BOOST_TEST(pattern::is_active_state("on"));
    BOOST_TEST(pattern::is_active_state("Open"));
    for (const char* resting : {"off", "Closed", "unavailable", "21.5", ""})
        BOOST_TEST(!pattern::is_active_state(resting), resting);
}

BOOST_AUTO_TEST_SUITE_END()
