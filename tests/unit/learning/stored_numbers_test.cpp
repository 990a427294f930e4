#include "learning/stored_numbers.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

using namespace hearth::learning;

BOOST_AUTO_TEST_SUITE(stored_numbers)

BOOST_AUTO_TEST_CASE(a_start_in_the_future_counts_as_long_ago) {
    BOOST_TEST(elapsed_us(10, 30) == 20);
    BOOST_TEST(elapsed_us(30, 10) == 20);
    const auto limit = std::numeric_limits<hearth::TimeUs>::max();
    BOOST_TEST(elapsed_us(std::numeric_limits<hearth::TimeUs>::min(), 5) == limit);
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_left_out) {
    const hearth::Json stored = {{"n", -3}, {"many", 2e18}, {"word", "x"}, {"half", 0.5}};
    BOOST_TEST(count_or_zero(stored, "n") == 0);
    BOOST_TEST(count_or_zero(stored, "word") == 0);
    BOOST_TEST(count_or_zero({{"n", 7}}, "n") == 7);
    BOOST_TEST(finite_or(stored, "half", 1) == 0.5);
    BOOST_TEST(finite_or(stored, "word", 1) == 1);
    BOOST_TEST(finite_or(stored, "none", 1) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
