#include "learning/figures.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

using hearth::kMicrosPerDay;
using hearth::kMicrosPerSecond;
using namespace hearth::learning;

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(numbers_read_well) {
    BOOST_TEST(fixed(0.8125, 2) == "0.81");
    BOOST_TEST(fixed(-0.0004, 3) == "0.000");
    BOOST_TEST(fixed(-0.0006, 3) == "-0.001");
    BOOST_TEST(counted(1, "event") == "1 event");
    BOOST_TEST(counted(0, "event") == "0 events");
}

BOOST_AUTO_TEST_CASE(spans_use_the_unit_that_people_would) {
    const hearth::TimeUs minute = 60 * kMicrosPerSecond;
    BOOST_TEST(span_words(0) == "0 minutes");
    BOOST_TEST(span_words(minute) == "1 minute");
    BOOST_TEST(span_words(119 * minute) == "119 minutes");
    BOOST_TEST(span_words(2 * 60 * minute) == "2 hours");
    BOOST_TEST(span_words(2 * kMicrosPerDay) == "48 hours");
    BOOST_TEST(span_words(14 * kMicrosPerDay) == "14 days");
}

BOOST_AUTO_TEST_CASE(a_start_in_the_future_counts_as_long_ago) {
    BOOST_TEST(elapsed_us(10, 30) == 20);
    BOOST_TEST(elapsed_us(30, 10) == 20);
    const auto limit = std::numeric_limits<hearth::TimeUs>::max();
    BOOST_TEST(elapsed_us(std::numeric_limits<hearth::TimeUs>::min(), 5) == limit);
}

BOOST_AUTO_TEST_SUITE_END()
