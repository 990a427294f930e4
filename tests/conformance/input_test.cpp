// Strange and hostile data sets: an answer in words, never a crash, never a weights file from
// nothing.
#include <cmath>

#include "test_case.hpp"

using namespace hearth;
using namespace hearth::conformance;

namespace {

std::vector<std::string> lines_of(const std::vector<Json>& rows) {
    std::vector<std::string> out{header_for(rows).dump()};
    for (const Json& row : rows) out.push_back(row.dump());
    return out;
}

// Trains on a file of these lines.
Trained train_lines(Bench& bench, const std::vector<std::string>& lines) {
    const std::string path = bench.new_folder() + "/dataset.jsonl";
    write_lines(path, lines);
    return bench.train(bench.request(path));
}

void check_refused(const Trained& trained, const std::string& words) {
    CHECK_STATUS(trained.answer, HEARTH_BAD_INPUT);
    BOOST_TEST(trained.answer.error.find(words) != std::string::npos,
               "'" << trained.answer.error << "' does not say '" << words << "'");
    BOOST_TEST(!trained.has_weights());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(input)

CONFORMANCE_CASE(no_rows_are_no_data) {
    const Trained trained = bench.train(bench.request(bench.dataset(std::vector<Json>{})));
    CHECK_STATUS(trained.answer, HEARTH_NO_DATA);
    BOOST_TEST(!trained.answer.error.empty());
    BOOST_TEST(!trained.has_weights());
}

CONFORMANCE_CASE(one_row_is_no_data) {
    const Trained trained = bench.train(bench.request(bench.dataset({make_habits().at(1)})));
    CHECK_STATUS(trained.answer, HEARTH_NO_DATA);
    BOOST_TEST(!trained.has_weights());
}

CONFORMANCE_CASE(few_rows_are_learned_from_or_refused_but_nothing_breaks) {
    const auto rows = make_habits({3, 7, 0.1});
    for (const std::size_t count : {3U, 6U, 12U, 24U}) {
        const Trained trained =
            bench.train(bench.request(bench.dataset({rows.begin(), rows.begin() + count})));
        BOOST_TEST((trained.answer.status == HEARTH_OK || trained.answer.status == HEARTH_NO_DATA),
                   count << " rows: " << trained.answer.error);
        BOOST_TEST(trained.has_weights() == (trained.answer.status == HEARTH_OK));
    }
}

CONFORMANCE_CASE(a_hold_out_that_is_too_small_is_no_data) {
    Json request = bench.request(bench.dataset(make_habits()));
    request["split"]["min_holdout"] = 5000;
    const Trained trained = bench.train(request);
    CHECK_STATUS(trained.answer, HEARTH_NO_DATA);
    BOOST_TEST(!trained.has_weights());
}

CONFORMANCE_CASE(a_single_label_is_no_crash_and_no_nonsense) {
    auto rows = make_habits();
    for (Json& row : rows) {
        row["y"] = rows[1]["y"];
        row["f"] = rows[1]["f"];
    }
    const Trained trained = bench.train(bench.request(bench.dataset(rows)));
    BOOST_TEST((trained.answer.status == HEARTH_OK || trained.answer.status == HEARTH_NO_DATA),
               trained.answer.error);
    if (trained.answer.status != HEARTH_OK) return;
    BOOST_TEST(trained.answer.reply["smoke"]["finite"] == true);
    if (has_ranking_scores(plugin))
        BOOST_TEST(trained.answer.reply["scores"]["model"]["top1"] == 1.0);
}

CONFORMANCE_CASE(null_fields_and_empty_features_are_survived) {
    auto rows = make_habits();
    for (std::size_t i = 0; i < rows.size(); i += 5) {
        rows[i]["f"]["entity"] = nullptr;
        rows[(i + 1) % rows.size()]["f"] = Json::object();
        rows[(i + 2) % rows.size()]["f"]["extra"] = {1, {2, {3, "deep"}}};
    }
    auto lines = lines_of(rows);
    const std::size_t at = lines[3].find("\"w\"");
    lines[3].insert(at, "\"note\":NaN,");
    const Trained trained = train_lines(bench, lines);
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    BOOST_TEST(trained.answer.reply["smoke"]["finite"] == true);
}

CONFORMANCE_CASE(rows_without_weight_are_survived) {
    auto rows = make_habits();
    for (Json& row : rows) row["w"] = 0;
    const Trained trained = bench.train(bench.request(bench.dataset(rows)));
    BOOST_TEST((trained.answer.status == HEARTH_OK || trained.answer.status == HEARTH_NO_DATA),
               trained.answer.error);
    if (trained.answer.status == HEARTH_OK)
        BOOST_TEST(trained.answer.reply["smoke"]["finite"] == true);
}

CONFORMANCE_CASE(a_weight_that_is_no_number_is_refused_with_its_line) {
    auto lines = lines_of(make_habits());
    for (const std::string weight : {"NaN", "-1", "\"1\"", "1e999"}) {
        auto damaged = lines;
        const std::size_t at = damaged[6].find("\"w\":1");
        damaged[6].replace(at, 5, "\"w\":" + weight);
        check_refused(train_lines(bench, damaged), "line 7");
    }
}

CONFORMANCE_CASE(a_damaged_line_is_refused_with_its_number) {
    const auto lines = lines_of(make_habits());
    for (const std::string damage : {"{\"t\":1,", "[]", "null", "{}",
                                     "{\"t\":\"soon\",\"y\":\"a\"}", "{\"t\":5}", "\xff\xfe"}) {
        auto damaged = lines;
        damaged[9] = damage;
        check_refused(train_lines(bench, damaged), "line 10");
    }
}

CONFORMANCE_CASE(a_file_without_header_is_refused) {
    auto lines = lines_of(make_habits());
    lines.erase(lines.begin());
    check_refused(train_lines(bench, lines), "line 1");
    check_refused(train_lines(bench, {}), "line 1");
    check_refused(bench.train(bench.request("/does/not/exist.jsonl")), "/does/not/exist.jsonl");
}

CONFORMANCE_CASE(huge_labels_are_left_out_and_huge_lines_refused) {
    auto rows = make_habits();
    rows[4]["y"] = std::string(5000, 'x');
    const Trained trained = bench.train(bench.request(bench.dataset(rows)));
    REQUIRE_STATUS(trained.answer, HEARTH_OK);
    BOOST_TEST(trained.answer.reply["rows"]["skipped"] == 1);
    rows[4]["y"] = std::string(1'000'000, 'x');
    check_refused(bench.train(bench.request(bench.dataset(rows))), "line 6");
}

CONFORMANCE_CASE(a_request_that_makes_no_sense_is_refused) {
    const std::string dataset = bench.dataset(make_habits({12, 7, 0.1}));
    const std::vector<std::pair<const char*, Json>> changes{
        {"dataset", "relative.jsonl"},
        {"output", "/does/not/exist"},
        {"seed", -1},
        {"seed", "lucky"},
        {"kind", "sometimes"},
        {"split", {{"holdout_fraction", 2}}},
        {"max_seconds", 0},
        {"warm_start", true},
        {"options", {1, 2}},
        {"incumbent", {{"weights", "/x"}, {"sha256", "short"}}}};
    for (const auto& [key, value] : changes) {
        BOOST_TEST_CONTEXT(key << " = " << value.dump()) {
            Json request = bench.request(dataset);
            request[key] = value;
            const Trained trained = bench.train(request);
            CHECK_STATUS(trained.answer, HEARTH_BAD_INPUT);
            BOOST_TEST(!trained.answer.error.empty());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
