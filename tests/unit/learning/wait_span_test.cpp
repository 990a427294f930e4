#include "learning/wait_span.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth::learning;

BOOST_AUTO_TEST_SUITE(wait_span)

BOOST_AUTO_TEST_CASE(it_ends_at_its_time) {
    const WaitSpan wait{1000, 1300};
    BOOST_TEST(wait_end(wait, 1000).value() == 1300);
    BOOST_TEST(wait_end(wait, 1299).value() == 1300);
    BOOST_TEST(!wait_end(wait, 1300).has_value());
    BOOST_TEST(!wait_end({}, 5).has_value());
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_does_not_make_it_longer) {
    const WaitSpan wait{1000, 1300};
    BOOST_TEST(wait_end(wait, 400).value() == 700);
    const WaitSpan anew = after_clock_change(wait, 400);
    BOOST_TEST((anew.from_us == 400 && anew.until_us == 700));
    // Once begun anew it runs off.
    BOOST_TEST(wait_end(anew, 600).value() == 700);
    BOOST_TEST(!wait_end(anew, 700).has_value());
}

BOOST_AUTO_TEST_CASE(one_that_is_over_does_not_come_back_and_one_without_begin_stays) {
    BOOST_TEST(!wait_end({1000, 0}, 400).has_value());
    const WaitSpan unknown = after_clock_change({0, 1300}, 400);
    BOOST_TEST((unknown.from_us == 0 && unknown.until_us == 1300));
}

BOOST_AUTO_TEST_SUITE_END()
