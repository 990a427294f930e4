#include "learning/plain_words.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

using hearth::kMicrosPerDay;
using hearth::kMicrosPerMinute;
using namespace hearth::learning;

BOOST_AUTO_TEST_SUITE(plain_words)

BOOST_AUTO_TEST_CASE(numbers_read_well) {
    BOOST_TEST(fixed(0.8125, 2) == "0.81");
    BOOST_TEST(fixed(-0.0004, 3) == "0.000");
    BOOST_TEST(fixed(-0.0006, 3) == "-0.001");
    BOOST_TEST(counted(1, "event") == "1 event");
    BOOST_TEST(counted(0, "event") == "0 events");
    BOOST_TEST(counted(12'345, "event") == "12,345 events");
    BOOST_TEST(fixed(std::numeric_limits<double>::quiet_NaN(), 2) == "not a number");
    BOOST_TEST(with_commas(-1'000'000) == "-1,000,000");
    BOOST_TEST(percent(0.5) == "50 %");
    BOOST_TEST(ordinal(11) == "11th");
    BOOST_TEST(ordinal(22) == "22nd");
    BOOST_TEST(joined_by_and({"a", "b", "c"}) == "a, b and c");
}

BOOST_AUTO_TEST_CASE(spans_use_the_unit_that_people_would) {
    const hearth::TimeUs minute = kMicrosPerMinute;
    BOOST_TEST(span_words(0) == "0 minutes");
    BOOST_TEST(span_words(minute) == "1 minute");
    BOOST_TEST(span_words(119 * minute) == "119 minutes");
    BOOST_TEST(span_words(2 * 60 * minute) == "2 hours");
    BOOST_TEST(span_words(2 * kMicrosPerDay) == "48 hours");
    BOOST_TEST(span_words(14 * kMicrosPerDay) == "14 days");
}

BOOST_AUTO_TEST_SUITE_END()
