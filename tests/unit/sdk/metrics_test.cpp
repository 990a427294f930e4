#include "sdk/metrics.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "score_checks.hpp"

using namespace hearth::sdk;
using hearth::sdk::test::check_close;
using hearth::sdk::test::value;

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(a_row_is_ranked_by_probability) {
    const std::vector<double> probabilities{0.1, 0.5, 0.15, 0.25};
    const RowScore row = score_row(probabilities, 2);
    BOOST_TEST(row.rank == 3);
    BOOST_TEST(row.predicted == 1);
    BOOST_TEST(row.truth == 2);
    BOOST_TEST(row.probability == 0.15);
    BOOST_TEST(row.confidence == 0.5);
}

BOOST_AUTO_TEST_CASE(equal_probabilities_rank_in_the_given_order) {
    const std::vector<double> probabilities{0.25, 0.25, 0.25, 0.25};
    BOOST_TEST(score_row(probabilities, 0).rank == 1);
    BOOST_TEST(score_row(probabilities, 3).rank == 4);
    const std::vector<std::size_t> order{3, 2, 0, 1};  // label 2 first, then 3, 1, 0
    BOOST_TEST(score_row(probabilities, 2, order).rank == 1);
    BOOST_TEST(score_row(probabilities, 2, order).predicted == 2);
    BOOST_TEST(score_row(probabilities, 0, order).rank == 4);
    const std::vector<std::size_t> level{0, 0, 0, 0};  // the smaller number decides again
    BOOST_TEST(score_row(probabilities, 1, level).rank == 2);
}

BOOST_AUTO_TEST_CASE(an_unknown_label_ranks_behind_all_known_ones) {
    const std::vector<double> probabilities{0.75, 0.25};
    for (const std::int64_t unknown : {2, 99, -1}) {
        const RowScore row = score_row(probabilities, unknown);
        BOOST_TEST(row.rank == 3);
        BOOST_TEST(row.probability == 0);
        BOOST_TEST(row.predicted == 0);
    }
}

BOOST_AUTO_TEST_CASE(five_rows_by_hand) {
    RowScores scores;
    scores.add({0, 0, 1, 0.9, 0.9});    // right
    scores.add({0, 1, 2, 0.35, 0.45});  // second
    scores.add({1, 1, 1, 0.5, 0.5});    // right
    scores.add({2, 0, 4, 0.05, 0.55});  // fourth
    scores.add({9, 0, 5, 0.0, 0.95});   // never seen
    const Scores summary = scores.summary();
    check_close(value(summary, Metric::kTop1), 2.0 / 5);
    check_close(value(summary, Metric::kTop3), 3.0 / 5);
    check_close(value(summary, Metric::kMrr), (1 + 0.5 + 1 + 0.25 + 0.2) / 5);
    check_close(
        value(summary, Metric::kLogLoss),
        -(std::log(0.9) + std::log(0.35) + std::log(0.5) + std::log(0.05) + std::log(1e-9)) / 5);
    // Label 0: 1 hit of 2, predicted 3 times: 2/5. Label 1: 1 of 1, predicted twice: 2/3. 2 and 9:
    // 0.
    check_close(value(summary, Metric::kMacroF1), (2.0 / 5 + 2.0 / 3 + 0 + 0) / 4);
    // Bins: .4-.5 {.45 wrong}; .5-.6 {.5 right, .55 wrong}; .9-1 {.9 right, .95 wrong}.
    check_close(value(summary, Metric::kEce), (0.45 + std::abs(1 - 1.05) + std::abs(1 - 1.85)) / 5);
}

BOOST_AUTO_TEST_CASE(macro_f1_leaves_out_labels_that_never_were_the_truth) {
    RowScores scores;
    scores.add({0, 0, 1, 1, 1});
    scores.add({0, 7, 2, 0.1, 0.9});
    check_close(value(scores.summary(), Metric::kMacroF1), 2.0 / 3);
}

BOOST_AUTO_TEST_CASE(full_confidence_falls_into_the_last_bin) {
    RowScores scores;
    scores.add({0, 0, 1, 1.0, 1.0});
    check_close(value(scores.summary(), Metric::kEce), 0);
    scores.add({0, 1, 2, 0.0, 1.0});
    check_close(value(scores.summary(), Metric::kEce), 0.5);
}

BOOST_AUTO_TEST_CASE(no_rows_have_scores_of_zero) {
    for (const double score : RowScores().summary()) BOOST_TEST(score == 0);
}

BOOST_AUTO_TEST_CASE(scores_are_written_under_their_names) {
    const auto json = to_json(Scores{0.1, 0.2, 0.3, 0.4, 0.5, 0.6});
    BOOST_TEST(json.size() == 6);
    BOOST_TEST(json["top1"] == 0.1);
    BOOST_TEST(json["top3"] == 0.2);
    BOOST_TEST(json["mrr"] == 0.3);
    BOOST_TEST(json["macro_f1"] == 0.4);
    BOOST_TEST(json["log_loss"] == 0.5);
    BOOST_TEST(json["ece"] == 0.6);
}

BOOST_AUTO_TEST_SUITE_END()
