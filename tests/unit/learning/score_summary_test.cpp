#include "learning/score_summary.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

using hearth::Json;
using namespace hearth::learning;

BOOST_AUTO_TEST_SUITE(score_summary)

BOOST_AUTO_TEST_CASE(mean_and_margin) {
    ScoreSummary summary;
    BOOST_TEST(summary.mean() == 0);
    BOOST_TEST(summary.margin(2) == 2);  // nothing known: anything within the range
    for (int i = 0; i < 400; ++i) summary.add(i % 2);
    summary.add(std::numeric_limits<double>::quiet_NaN());
    BOOST_TEST(summary.n == 400);
    BOOST_TEST(summary.mean() == 0.5);
    BOOST_TEST(std::abs(summary.margin(2) - 0.05) < 0.001);
    ScoreSummary lucky;
    for (int i = 0; i < 10; ++i) lucky.add(1);
    BOOST_TEST(lucky.margin(2) > 0.1);
}

BOOST_AUTO_TEST_CASE(is_read_as_written_or_empty) {
    ScoreSummary summary;
    summary.add(0.25);
    summary.add(1);
    BOOST_TEST(to_json(score_summary_from_json(to_json(summary))) == to_json(summary));
    for (const Json& json : {Json(), Json(4), Json{{"n", "x"}, {"sum", 3}}, Json{{"n", -3}}})
        BOOST_TEST(score_summary_from_json(json).n == 0);
}

BOOST_AUTO_TEST_SUITE_END()
