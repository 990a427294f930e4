#include "sdk/bootstrap.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

using namespace hearth::sdk;

namespace {

// Every n-th row is wrong.
RowScores right_but_every(std::size_t n, std::size_t rows = 300) {
    RowScores out;
    for (std::size_t i = 0; i < rows; ++i)
        out.add(i % n == 0 ? RowScore{1, 0, 2, 0.3, 0.6} : RowScore{1, 1, 1, 0.8, 0.8});
    return out;
}

// Right with a chance.
RowScores right_with(double chance, std::uint64_t seed, std::size_t rows) {
    std::mt19937_64 random(seed);
    RowScores out;
    for (std::size_t i = 0; i < rows; ++i)
        out.add(static_cast<double>(random() >> 11) * 0x1.0p-53 < chance
                    ? RowScore{1, 1, 1, 0.8, 0.8}
                    : RowScore{1, 0, 2, 0.3, 0.6});
    return out;
}

Interval top1(const RowScores& a, const RowScores& b, std::uint64_t seed = 1) {
    const auto out = paired_bootstrap(a, b, seed);
    BOOST_REQUIRE(out.ok());
    BOOST_REQUIRE(out->size() == kMetricCount);
    BOOST_REQUIRE((out->front().metric == Metric::kTop1));
    return out->front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bootstrap)

BOOST_AUTO_TEST_CASE(a_clear_difference_excludes_zero) {
    const Interval interval = top1(right_but_every(10), right_but_every(2));
    BOOST_TEST(std::abs(interval.difference - 0.4) < 1e-12);
    BOOST_TEST(interval.low > 0.3);
    BOOST_TEST(interval.high < 0.5);
    BOOST_TEST(interval.low < interval.difference);
    BOOST_TEST(interval.difference < interval.high);
}

BOOST_AUTO_TEST_CASE(the_other_way_round_it_is_the_mirror_image) {
    const Interval forth = top1(right_but_every(10), right_but_every(2));
    const Interval back = top1(right_but_every(2), right_but_every(10));
    BOOST_TEST(std::abs(forth.difference + back.difference) < 1e-12);
    BOOST_TEST(std::abs(forth.low + back.high) < 1e-12);
}

BOOST_AUTO_TEST_CASE(the_same_model_differs_by_nothing) {
    const auto intervals = paired_bootstrap(right_but_every(3), right_but_every(3), 1);
    BOOST_REQUIRE(intervals.ok());
    for (const Interval& interval : *intervals) {
        BOOST_TEST(interval.difference == 0);
        BOOST_TEST(interval.low == 0);
        BOOST_TEST(interval.high == 0);
    }
}

BOOST_AUTO_TEST_CASE(the_width_is_that_of_the_normal_approximation) {
    // Independent models, p = .5 each: the difference has the standard error sqrt(.5 / n).
    constexpr std::size_t kRows = 2000;
    const Interval interval = top1(right_with(0.5, 1, kRows), right_with(0.5, 2, kRows));
    const double expected = 2 * 1.96 * std::sqrt(0.5 / kRows);
    BOOST_TEST(std::abs((interval.high - interval.low) / expected - 1) < 0.1);
}

BOOST_AUTO_TEST_CASE(pairing_makes_it_narrower_than_two_intervals_apart) {
    // b is a with one more mistake in a hundred.
    RowScores a = right_with(0.5, 1, 1000), b;
    for (std::size_t i = 0; i < a.size(); ++i)
        b.add(i % 100 == 0 ? RowScore{1, 0, 2, 0.3, 0.6} : a.rows()[i]);
    const Interval interval = top1(a, b);
    BOOST_TEST(interval.high - interval.low < 0.02);
}

BOOST_AUTO_TEST_CASE(the_seed_decides) {
    const RowScores a = right_with(0.6, 1, 200), b = right_with(0.5, 2, 200);
    BOOST_TEST(top1(a, b, 5).low == top1(a, b, 5).low);
    bool differs = false;
    for (std::uint64_t seed = 0; seed < 5; ++seed)
        differs = differs || top1(a, b, seed).low != top1(a, b, seed + 1).low ||
                  top1(a, b, seed).high != top1(a, b, seed + 1).high;
    BOOST_TEST(differs);
}

BOOST_AUTO_TEST_CASE(only_the_same_rows_can_be_compared) {
    BOOST_TEST(!paired_bootstrap(RowScores(), RowScores(), 1).ok());
    BOOST_TEST(!paired_bootstrap(right_but_every(2, 10), right_but_every(2, 11), 1).ok());
    RowScores other;
    for (std::size_t i = 0; i < 10; ++i) other.add({2, 0, 2, 0.1, 0.5});
    BOOST_TEST(!paired_bootstrap(right_but_every(2, 10), other, 1).ok());
}

BOOST_AUTO_TEST_CASE(the_report_compares_the_first_with_all_others) {
    const auto report = ranking_report({{"model", right_but_every(10)},
                                        {"markov1", right_but_every(2)},
                                        {"other", right_but_every(3)}},
                                       42);
    BOOST_REQUIRE(report.ok());
    BOOST_TEST(report->scores.size() == 3);
    BOOST_TEST(report->scores["markov1"]["top1"] == 0.5);
    BOOST_TEST(report->intervals.size() == 2 * kMetricCount);
    BOOST_TEST(report->intervals[0]["against"] == "markov1");
    BOOST_TEST(report->intervals[0]["metric"] == "top1");
}

BOOST_AUTO_TEST_SUITE_END()
