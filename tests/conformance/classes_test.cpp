// Precision, recall and the tables of single labels say what happened on the hold-out, no more and
// no less.
#include <map>

#include "test_case.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {

// Trained with an incumbent, which is the same model, and judged on labels that it never met too.
struct Judged {
    Json result;
    std::vector<std::string> truths;  // labels of the hold-out rows
};

void rename(Json& row, const std::string& entity) {
    row["y"] = entity + "=on";
    row["f"]["entity"] = entity;
    row["f"]["state"] = "on";
}

Judged judge_with_unknown_labels(Bench& bench) {
    auto rows = make_habits();
    const std::size_t targets = count_targets(rows), train = targets * 4 / 5;
    Judged out;
    std::size_t target = 0;
    for (Json& row : rows) {
        if (row["target"] != true || ++target <= train) continue;
        if (target % 10 == 0) rename(row, target % 20 == 0 ? "light.new" : "switch.new");
        out.truths.push_back(row["y"]);
    }
    Json request = bench.request(bench.dataset(rows));
    request["online"] = false;  // so what is new stays unknown
    const Trained first = bench.train(request);
    REQUIRE_STATUS(first.answer, HEARTH_OK);
    request["output"] = bench.new_folder();
    request["incumbent"] = {{"weights", first.weights}, {"sha256", first.sha256()}};
    const Trained second = bench.train(request);
    REQUIRE_STATUS(second.answer, HEARTH_OK);
    out.result = second.answer.reply;
    return out;
}

std::size_t sum(const Json& tables, const char* key) {
    std::size_t out = tables["other"][key];
    for (const Json& label : tables["labels"]) out += label[key].get<std::size_t>();
    return out;
}

void check_sums(const Json& tables, std::size_t rows, double top1) {
    const Json& confusion = tables["confusion"];
    std::size_t cells = confusion["other"]["rows"], trace = confusion["other"]["hits"];
    for (const Json& cell : confusion["cells"]) {
        cells += cell[2].get<std::size_t>();
        if (cell[0] == cell[1]) trace += cell[2].get<std::size_t>();
    }
    BOOST_TEST(sum(tables, "support") == rows);
    BOOST_TEST(sum(tables, "predicted") == rows);
    BOOST_TEST(cells == rows);
    BOOST_TEST(sum(tables, "hits") == trace);
    BOOST_TEST(static_cast<double>(trace) == top1 * static_cast<double>(rows),
               boost::test_tools::tolerance(1e-9));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(classes)

CONFORMANCE_CASE(every_contender_has_precision_and_recall) {
    if (!has_ranking_scores(plugin)) return;
    const Json scores = judge_with_unknown_labels(bench).result["scores"];
    BOOST_TEST(scores.contains("incumbent"));
    for (const auto& [who, metrics] : scores.items()) {
        for (const char* name : {"macro_precision", "macro_recall", "macro_f1",
                                 "weighted_precision", "weighted_recall", "weighted_f1"}) {
            BOOST_REQUIRE(metrics.contains(name));
            BOOST_TEST(metrics[name].get<double>() >= 0, who << " " << name);
            BOOST_TEST(metrics[name].get<double>() <= 1, who << " " << name);
        }
        BOOST_TEST(metrics["weighted_recall"].get<double>() == metrics["top1"].get<double>(),
                   boost::test_tools::tolerance(1e-9));
    }
}

CONFORMANCE_CASE(the_tables_of_labels_add_up) {
    if (!has_ranking_scores(plugin)) return;
    const Judged judged = judge_with_unknown_labels(bench);
    for (const char* who : {"model", "incumbent"}) {
        BOOST_REQUIRE(judged.result["classes"].contains(who));
        BOOST_TEST_CONTEXT(who)
        check_sums(judged.result["classes"][who], judged.result["rows"]["holdout"],
                   judged.result["scores"][who]["top1"]);
    }
}

CONFORMANCE_CASE(labels_have_the_support_that_the_data_gives_them) {
    if (!has_ranking_scores(plugin)) return;
    const Judged judged = judge_with_unknown_labels(bench);
    std::map<std::string, std::size_t> expected, reported;
    for (const std::string& label : judged.truths) ++expected[label];
    const Json& tables = judged.result["classes"]["model"];
    BOOST_REQUIRE(tables["other"]["labels"] == 0);
    for (const Json& label : tables["labels"]) {
        if (label["support"] > 0) reported[label["label"]] = label["support"];
        if (label["label"] == "light.new=on" || label["label"] == "switch.new=on") {
            BOOST_TEST(label["predicted"] == 0);
            BOOST_TEST(label["recall"] == 0.0);
        }
    }
    BOOST_TEST((reported == expected));
    BOOST_TEST(expected.count("light.new=on") + expected.count("switch.new=on") == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
