#include "sdk/class_counts.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "score_checks.hpp"

using namespace hearth::sdk;
using hearth::sdk::test::check_close;
using hearth::sdk::test::value;

namespace {

RowScore row(std::int64_t truth, std::int64_t predicted) {
    return {truth, predicted, truth == predicted ? std::size_t{1} : std::size_t{2}, 0.5, 0.5};
}

// Truth 0 four times, 1 twice, 2 once, 9 (unknown to the model) once; 7 is predicted and never
// true.
RowScores eight_rows() {
    RowScores out;
    for (const auto& [truth, predicted] :
         {std::pair{0, 0}, {0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 7}, {2, 0}, {9, 0}})
        out.add(row(truth, predicted));
    return out;
}

const LabelCount& of(const ClassCounts& counts, std::int64_t label) {
    for (const LabelCount& count : counts.labels())
        if (count.label == label) return count;
    BOOST_FAIL("no label " << label);
    throw 0;
}

// Labels with habits and blunders, drawn anew for each seed.
RowScores drawn_rows(std::uint64_t seed, std::size_t rows) {
    std::mt19937_64 random(seed);
    RowScores out;
    for (std::size_t i = 0; i < rows; ++i) {
        const auto truth = static_cast<std::int64_t>(random() % 12 * (random() % 3));
        const auto guess = static_cast<std::int64_t>(random() % 15);
        out.add(row(truth, random() % 2 == 0 ? truth : guess));
    }
    return out;
}

// Straight from the definitions, one pass over all rows for each label.
struct Naive {
    double precision = 0, recall = 0, f1 = 0;
    double support = 0;
};
Naive naive(const RowScores& scores, std::int64_t label) {
    double true_positive = 0, false_positive = 0, false_negative = 0;
    for (const RowScore& row : scores.rows()) {
        const bool is = row.truth == label, said = row.predicted == label;
        if (is && said) ++true_positive;
        if (!is && said) ++false_positive;
        if (is && !said) ++false_negative;
    }
    Naive out;
    out.support = true_positive + false_negative;
    if (true_positive > 0) {
        out.precision = true_positive / (true_positive + false_positive);
        out.recall = true_positive / (true_positive + false_negative);
        out.f1 = 2 * out.precision * out.recall / (out.precision + out.recall);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(class_counts)

BOOST_AUTO_TEST_CASE(every_label_by_hand) {
    const ClassCounts counts(eight_rows());
    BOOST_REQUIRE(counts.labels().size() == 5U);
    const LabelCount& frequent = of(counts, 0);
    BOOST_TEST(frequent.support == 4U);
    BOOST_TEST(frequent.predicted == 5U);
    BOOST_TEST(frequent.hits == 3U);
    check_close(frequent.precision(), 3.0 / 5);
    check_close(frequent.recall(), 3.0 / 4);
    check_close(frequent.f1(), 2.0 / 3);
    const LabelCount& second = of(counts, 1);
    check_close(second.precision(), 1.0 / 2);
    check_close(second.recall(), 1.0 / 2);
    check_close(second.f1(), 1.0 / 2);
}

BOOST_AUTO_TEST_CASE(quotients_of_nothing_are_zero) {
    const ClassCounts counts(eight_rows());
    for (const std::int64_t never_predicted : {2, 9}) {
        BOOST_TEST(of(counts, never_predicted).support == 1U);
        BOOST_TEST(of(counts, never_predicted).predicted == 0U);
        BOOST_TEST(of(counts, never_predicted).precision() == 0);
        BOOST_TEST(of(counts, never_predicted).recall() == 0);
        BOOST_TEST(of(counts, never_predicted).f1() == 0);
    }
    const LabelCount& never_true = of(counts, 7);
    BOOST_TEST(never_true.support == 0U);
    BOOST_TEST(never_true.predicted == 1U);
    BOOST_TEST(never_true.precision() == 0);
    BOOST_TEST(never_true.recall() == 0);
    BOOST_TEST(never_true.f1() == 0);
}

BOOST_AUTO_TEST_CASE(means_by_hand) {
    // Labels in the truth: 0 (4 rows), 1 (2), 2 (1), 9 (1). Label 7 was never true: no part in any.
    const ClassMeans means = ClassCounts(eight_rows()).means();
    check_close(means.macro_precision, (0.6 + 0.5 + 0 + 0) / 4);
    check_close(means.macro_recall, (0.75 + 0.5 + 0 + 0) / 4);
    check_close(means.weighted_precision, (4 * 0.6 + 2 * 0.5) / 8);
    check_close(means.weighted_recall, (4 * 0.75 + 2 * 0.5) / 8);
    check_close(means.weighted_f1, (4 * 2.0 / 3 + 2 * 0.5) / 8);
}

BOOST_AUTO_TEST_CASE(the_confusion_by_hand) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> cells;
    const ClassCounts counts(eight_rows());
    for (const ConfusionCell& cell : counts.cells())
        cells[{cell.truth, cell.predicted}] = cell.rows;
    const decltype(cells) expected = {{{0, 0}, 3}, {{0, 1}, 1}, {{1, 1}, 1},
                                      {{1, 7}, 1}, {{2, 0}, 1}, {{9, 0}, 1}};
    BOOST_TEST((cells == expected));
}

BOOST_AUTO_TEST_CASE(they_are_what_the_definitions_say) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const RowScores scores = drawn_rows(seed, 40 + seed * 13);
        const ClassCounts counts(scores);
        std::set<std::int64_t> truths;
        for (const RowScore& row : scores.rows()) truths.insert(row.truth);
        Naive macro, weighted;
        for (const std::int64_t label : truths) {
            const Naive one = naive(scores, label);
            check_close(of(counts, label).precision(), one.precision);
            check_close(of(counts, label).recall(), one.recall);
            check_close(of(counts, label).f1(), one.f1);
            const double share = one.support / static_cast<double>(scores.size());
            const double part = 1 / static_cast<double>(truths.size());
            macro.precision += part * one.precision;
            macro.recall += part * one.recall;
            macro.f1 += part * one.f1;
            weighted.precision += share * one.precision;
            weighted.recall += share * one.recall;
            weighted.f1 += share * one.f1;
        }
        const ClassMeans means = counts.means();
        check_close(means.macro_precision, macro.precision);
        check_close(means.macro_recall, macro.recall);
        check_close(means.weighted_precision, weighted.precision);
        check_close(means.weighted_recall, weighted.recall);
        check_close(means.weighted_f1, weighted.f1);
        // What the bootstrap's sums make of the same rows.
        check_close(value(scores.summary(), Metric::kMacroF1), macro.f1);
        check_close(value(scores.summary(), Metric::kTop1), means.weighted_recall);
    }
}

BOOST_AUTO_TEST_CASE(without_rows_all_is_zero) {
    const ClassCounts counts{RowScores()};
    BOOST_TEST(counts.labels().empty());
    BOOST_TEST(counts.cells().empty());
    const hearth::Json means = to_json(counts.means());
    BOOST_TEST(means.size() == 5U);
    for (const auto& [name, mean] : means.items()) BOOST_TEST(mean == 0.0, name);
}

BOOST_AUTO_TEST_CASE(means_are_written_under_their_names) {
    const auto json = to_json(ClassMeans{0.1, 0.2, 0.3, 0.4, 0.5});
    BOOST_TEST(json.size() == 5U);
    BOOST_TEST(json["macro_precision"] == 0.1);
    BOOST_TEST(json["macro_recall"] == 0.2);
    BOOST_TEST(json["weighted_precision"] == 0.3);
    BOOST_TEST(json["weighted_recall"] == 0.4);
    BOOST_TEST(json["weighted_f1"] == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
