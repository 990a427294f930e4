#include "sdk/class_tables.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace hearth::sdk;
using hearth::Json;

namespace {

RowScore scored_row(std::int64_t truth, std::int64_t predicted) {
    return {truth, predicted, truth == predicted ? std::size_t{1} : std::size_t{2}, 0.5, 0.5};
}

std::string name_of(std::int64_t label) { return "label" + std::to_string(label); }

Json tables_of(const RowScores& rows) { return class_tables({{"model", rows}}, name_of)["model"]; }

// Label k is true k + 1 times; every other row is right, the wrong ones name label 1000 + k, which
// is never true.
RowScores many_labels(std::int64_t labels) {
    RowScores out;
    for (std::int64_t label = 0; label < labels; ++label)
        for (std::int64_t i = 0; i <= label; ++i)
            out.add(scored_row(label, i % 2 == 0 ? label : 1000 + label));
    return out;
}

std::size_t sum(const Json& tables, const char* key) {
    std::size_t out = tables["other"][key];
    for (const Json& label : tables["labels"]) out += label[key].get<std::size_t>();
    return out;
}

// Rows of the confusion, all of them or those on the diagonal alone.
std::size_t confused_rows(const Json& tables, bool hits_only) {
    const Json& confusion = tables["confusion"];
    std::size_t out = confusion["other"][hits_only ? "hits" : "rows"];
    for (const Json& cell : confusion["cells"])
        if (!hits_only || cell[0] == cell[1]) out += cell[2].get<std::size_t>();
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(class_tables_test)

BOOST_AUTO_TEST_CASE(a_small_home_stands_there_completely) {
    RowScores rows;
    for (const auto& [truth, predicted] : {std::pair{1, 1}, {1, 1}, {1, 2}, {2, 2}, {9, 1}})
        rows.add(scored_row(truth, predicted));
    const Json tables = tables_of(rows);
    BOOST_REQUIRE(tables["labels"].size() == 3U);
    const Json& first = tables["labels"][0];
    BOOST_TEST(first["label"] == "label1");
    BOOST_TEST(first["support"] == 3);
    BOOST_TEST(first["predicted"] == 3);
    BOOST_TEST(first["hits"] == 2);
    BOOST_TEST(std::abs(first["precision"].get<double>() - 2.0 / 3) < 1e-12);
    BOOST_TEST(std::abs(first["recall"].get<double>() - 2.0 / 3) < 1e-12);
    BOOST_TEST(std::abs(first["f1"].get<double>() - 2.0 / 3) < 1e-12);
    BOOST_TEST(tables["labels"][1]["label"] == "label2");  // of equal support, by name
    BOOST_TEST(tables["labels"][2]["label"] == "label9");
    BOOST_TEST(tables["other"] ==
               Json({{"labels", 0}, {"support", 0}, {"predicted", 0}, {"hits", 0}}));
    BOOST_TEST(tables["confusion"]["cells"] == Json::parse(R"([["label1","label1",2],
        ["label1","label2",1],["label2","label2",1],["label9","label1",1]])"));
    BOOST_TEST(tables["confusion"]["other"] == Json({{"cells", 0}, {"rows", 0}, {"hits", 0}}));
}

BOOST_AUTO_TEST_CASE(the_most_frequent_labels_stay_and_the_rest_is_summed) {
    constexpr std::int64_t kLabels = 70;
    const RowScores rows = many_labels(kLabels);
    const Json tables = tables_of(rows);
    BOOST_REQUIRE(tables["labels"].size() == kTableLabels);
    for (std::size_t i = 0; i < kTableLabels; ++i)
        BOOST_TEST(tables["labels"][i]["support"] == kLabels - static_cast<std::int64_t>(i));
    // Labels that were true twice or more were predicted wrongly as labels that are never true.
    BOOST_TEST(tables["other"]["labels"] == kLabels + (kLabels - 1) - kTableLabels);
    BOOST_TEST(sum(tables, "support") == rows.size());
    BOOST_TEST(sum(tables, "predicted") == rows.size());
    BOOST_TEST(sum(tables, "hits") == confused_rows(tables, true));
}

BOOST_AUTO_TEST_CASE(the_largest_cells_stay_and_the_rest_is_summed) {
    const RowScores rows = many_labels(150);  // 150 cells of hits, 149 of mistakes
    const Json confusion = tables_of(rows)["confusion"];
    BOOST_REQUIRE(confusion["cells"].size() == kTableCells);
    BOOST_TEST(confusion["other"]["cells"] == 299 - kTableCells);
    for (std::size_t i = 1; i < kTableCells; ++i)
        BOOST_TEST(confusion["cells"][i][2].get<int>() <= confusion["cells"][i - 1][2].get<int>());
    BOOST_TEST(confused_rows(tables_of(rows), false) == rows.size());
    const double top1 = rows.summary()[static_cast<std::size_t>(Metric::kTop1)];
    BOOST_TEST(static_cast<double>(confused_rows(tables_of(rows), true)) ==
                   top1 * static_cast<double>(rows.size()),
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(confusion["other"]["hits"].get<int>() > 0);
}

BOOST_AUTO_TEST_CASE(candidate_and_incumbent_list_the_same_labels) {
    RowScores better = many_labels(70), worse;
    for (const RowScore& one : better.rows()) worse.add(scored_row(one.truth, 3));
    const Json tables =
        class_tables({{"model", better}, {"incumbent", worse}, {"markov1", worse}}, name_of);
    BOOST_TEST(tables.size() == 2U);
    for (std::size_t i = 0; i < kTableLabels; ++i)
        BOOST_TEST(tables["model"]["labels"][i]["label"] ==
                   tables["incumbent"]["labels"][i]["label"]);
    BOOST_TEST(!tables.contains("markov1"));
}

BOOST_AUTO_TEST_CASE(without_rows_they_are_empty) {
    const Json tables = tables_of(RowScores());
    BOOST_TEST(tables["labels"].empty());
    BOOST_TEST(tables["confusion"]["cells"].empty());
    BOOST_TEST(class_tables({}, name_of).empty());
}

BOOST_AUTO_TEST_CASE(a_report_has_the_means_of_every_contender) {
    RowScores right, wrong;
    for (std::int64_t i = 0; i < 40; ++i) {
        right.add(scored_row(i % 2, i % 2));
        wrong.add(scored_row(i % 2, 0));
    }
    const auto report = ranking_report({{"model", right}, {"markov1", wrong}}, 1);
    BOOST_REQUIRE(report.ok());
    BOOST_TEST(report->scores["model"]["macro_precision"] == 1.0);
    BOOST_TEST(report->scores["markov1"]["macro_precision"] == 0.25);
    BOOST_TEST(report->scores["markov1"]["macro_recall"] == 0.5);
    BOOST_TEST(report->scores["markov1"]["weighted_recall"] == report->scores["markov1"]["top1"]);
    BOOST_TEST(report->intervals.size() == kMetricCount);  // the bootstrap leaves the means out
}

BOOST_AUTO_TEST_SUITE_END()
