#include "serving/score_pairs.hpp"

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::serving;

namespace {

LiveScore score(std::int64_t version, std::int64_t sample) {
    LiveScore out;
    out.version = version;
    out.sample_id = sample;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(score_pairs)

BOOST_AUTO_TEST_CASE(each_sample_is_paired_once_whoever_is_late) {
    ScorePairs pairs;
    BOOST_TEST(!pairs.add_active(score(1, 10)).has_value());
    BOOST_TEST(!pairs.add_active(score(1, 11)).has_value());  // one version is an event behind
    const auto first = pairs.add_shadow(score(2, 10));
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST((first->active.version == 1 && first->shadow.version == 2));
    BOOST_TEST((first->active.sample_id == 10 && first->shadow.sample_id == 10));
    BOOST_TEST(!pairs.add_shadow(score(2, 12)).has_value());
    const auto third = pairs.add_active(score(1, 12));
    BOOST_REQUIRE(third.has_value());
    BOOST_TEST((third->active.version == 1 && third->shadow.version == 2));
    BOOST_TEST(!pairs.add_shadow(score(2, 10)).has_value());
}

BOOST_AUTO_TEST_CASE(only_a_few_wait_and_none_after_clear) {
    ScorePairs pairs;
    for (std::int64_t sample = 1; sample <= 40; ++sample) pairs.add_active(score(1, sample));
    BOOST_TEST(!pairs.add_shadow(score(2, 8)).has_value());
    BOOST_TEST(pairs.add_shadow(score(2, 9)).has_value());
    pairs.clear();
    BOOST_TEST(!pairs.add_shadow(score(2, 20)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
