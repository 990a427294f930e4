// Overlapping groups tell the same events again.
#include "pattern_detection/retold.hpp"

#include <boost/test/unit_test.hpp>

#include "made_up_events.hpp"
#include "pattern_detection/home_state.hpp"

namespace pattern = hearth::pattern;
using hearth::kMicrosPerMinute;
using hearth::test::kMonday;

namespace {

// A window over the stream a b c d a b c d …, one event a minute.
std::size_t learned_after(const std::vector<int>& first_events, const std::string& group) {
    pattern::HomeState state(hearth::TimeZone::utc());
    int window = 0;
    for (const int first : first_events) {
        for (int i = first; i < first + 5; ++i) {
            auto event =
                hearth::test::event_of(std::string(1, static_cast<char>('a' + i % 4)),
                                       kMonday + (window * 7 * 24 * 60 + i) * kMicrosPerMinute);
            if (!group.empty()) event.group = group + std::to_string(window);
            state.enter_group(event.group);
            state.observe(event);
        }
        ++window;
    }
    return state.learned();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(retold)

BOOST_AUTO_TEST_CASE(what_overlapping_windows_repeat_counts_once) {
    // Each window's first event has nothing before it: it is learned as an occurrence.
    BOOST_TEST(learned_after({0}, "w") == 5U);
    BOOST_TEST(learned_after({0, 0}, "w") == 6U);
    // One new event at the end of each window that has moved by one.
    BOOST_TEST(learned_after({0, 1, 2}, "w") == 9U);
}

BOOST_AUTO_TEST_CASE(without_groups_a_habit_is_a_habit) {
    BOOST_TEST(learned_after({0, 0}, "") == 10U);
}

BOOST_AUTO_TEST_SUITE_END()
