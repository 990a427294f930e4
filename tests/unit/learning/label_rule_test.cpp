// What no single label may lose.
#include "learning/label_rule.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "learning/safeguard.hpp"

using namespace hearth;
using namespace hearth::learning;

namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

LabelPolicy policy() { return {"recall", 0.05, 10}; }

LabelTable table(const std::string& label, std::int64_t rows, double recall) {
    return {{label, {rows, {{"recall", recall}}}}};
}

// A manifest and an input that the safeguard accepts as long as no label falls.
Manifest manifest() {
    Manifest out;
    out.primary_metrics = {{"top1", Direction::kHigher, 0.01}};
    out.min_holdout = 20;
    out.per_label = policy();
    return out;
}

SafeguardInput level_candidate() {
    SafeguardInput input;
    input.candidate = {{"top1", 0.8}};
    input.incumbent = {{"top1", 0.8}};
    input.holdout_rows = 100;
    return input;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(label_rule)

BOOST_AUTO_TEST_CASE(a_label_may_fall_by_the_tolerance_and_no_further) {
    struct Case {
        const char* name;
        std::int64_t rows;
        double incumbent, candidate;
        const char* code;  // "": accepted
    };
    for (const Case& c : std::initializer_list<Case>{
             {"better", 20, .80, .90, ""},
             {"equal", 20, .80, .80, ""},
             {"on the border, floating point being just over it", 20, .80, .75, ""},
             {"on the border, floating point being just under it", 20, .30, .25, ""},
             {"just over the border", 20, .80, .7499, "label_degraded"},
             {"lost", 20, .80, 0, "label_degraded"},
             {"just enough rows", 10, .80, .60, "label_degraded"},
             {"too few rows", 9, .80, .60, ""},
             {"too few rows for a figure to matter", 9, .80, kNotANumber, ""},
             {"no figure of the candidate", 20, .80, kNotANumber, "not_scored"},
             {"no figure of the incumbent", 20, kNotANumber, .80, "not_scored"}}) {
        const auto refusal = refused_by_label(table("light.a=on", c.rows, c.candidate),
                                              table("light.a=on", c.rows, c.incumbent), policy());
        BOOST_TEST((refusal ? refusal->code : "") == c.code, c.name);
    }
}

BOOST_AUTO_TEST_CASE(the_reason_has_the_figures_of_the_labels_the_worst_first_and_no_names) {
    LabelTable before, after;
    const auto fall = [&](const char* label, std::int64_t rows, double from, double to) {
        before[label] = {rows, {{"recall", from}}};
        after[label] = {rows, {{"recall", to}}};
    };
    fall("a", 10, .9, .8);
    fall("b", 30, .9, .2);
    fall("c", 10, .9, .5);
    fall("d", 10, .9, .6);
    fall("held", 10, .9, .9);
    const auto refusal = refused_by_label(after, before, policy());
    BOOST_REQUIRE(refusal.has_value());
    BOOST_TEST(refusal->reason ==
               "the recall of single labels falls by more than the 0.050 that are allowed: "
               "0.200 against 0.900 of the incumbent on 30 rows, "
               "0.500 against 0.900 of the incumbent on 10 rows, "
               "0.600 against 0.900 of the incumbent on 10 rows, and 1 more");
}

BOOST_AUTO_TEST_CASE(the_metric_is_the_one_that_the_manifest_names) {
    const LabelTable before{{"a", {20, {{"recall", .9}, {"precision", .5}}}}};
    const LabelTable after{{"a", {20, {{"recall", .1}, {"precision", .5}}}}};
    BOOST_TEST(!refused_by_label(after, before, {"precision", 0.05, 10}).has_value());
    BOOST_TEST(refused_by_label(after, before, {"recall", 0.05, 10}).has_value());
    BOOST_TEST(refused_by_label(after, before, {"f1", 0.05, 10})->code == "not_scored");
}

BOOST_AUTO_TEST_CASE(a_label_that_one_table_lacks_is_not_taken_for_good) {
    const auto refusal =
        refused_by_label(table("other", 20, .9), table("light.a=on", 20, .9), policy());
    BOOST_REQUIRE(refusal.has_value());
    BOOST_TEST(refusal->code == "not_scored");
    BOOST_TEST(refusal->reason.find("light.a=on") == std::string::npos, refusal->reason);
    BOOST_TEST(refused_by_label({}, table("a", 20, .9), policy())->code == "not_scored");
    BOOST_TEST(refused_by_label(table("a", 20, .9), {}, policy())->code == "not_scored");
}

BOOST_AUTO_TEST_CASE(the_safeguard_applies_it_where_the_manifest_asks_and_there_is_an_incumbent) {
    SafeguardInput input = level_candidate();
    input.candidate_labels = table("light.a=on", 20, .5);
    input.incumbent_labels = table("light.a=on", 20, .9);
    const Verdict refused = judge(input, manifest());
    BOOST_TEST(!refused.accepted);
    BOOST_TEST(refused.code == "label_degraded");
    BOOST_TEST(refused.reason.find(": 0.500 against 0.900") != std::string::npos, refused.reason);

    Manifest silent = manifest();
    silent.per_label.reset();
    BOOST_TEST(judge(input, silent).accepted);

    input.incumbent.reset();
    input.incumbent_labels.clear();
    BOOST_TEST(judge(input, manifest()).code == "first");
}

BOOST_AUTO_TEST_CASE(a_fall_of_the_whole_is_told_before_that_of_a_label) {
    SafeguardInput input = level_candidate();
    input.candidate["top1"] = .5;
    input.candidate_labels = table("light.a=on", 20, .5);
    input.incumbent_labels = table("light.a=on", 20, .9);
    BOOST_TEST(judge(input, manifest()).code == "degraded");
}

BOOST_AUTO_TEST_CASE(tables_are_read_from_a_worker_result) {
    const auto labels = [](double recall) {
        return Json{{"labels",
                     {{{"label", "light.a=on"}, {"support", 12}, {"recall", recall}},
                      {{"label", "no support"}, {"recall", 1}},
                      "no row"}}};
    };
    const Json result = {{"scores", {{"model", {{"top1", .8}}}, {"incumbent", {{"top1", .8}}}}},
                         {"rows", {{"holdout", 77}}},
                         {"smoke", {{"finite", true}, {"constant", false}}},
                         {"classes", {{"model", labels(.5)}, {"incumbent", labels(.75)}}}};
    const auto input = safeguard_input(result, manifest());
    BOOST_REQUIRE(input.ok());
    BOOST_REQUIRE(input->candidate_labels.size() == 1U);
    BOOST_TEST(input->candidate_labels.at("light.a=on").rows == 12);
    BOOST_TEST(input->candidate_labels.at("light.a=on").scores.at("recall") == .5);
    BOOST_TEST(input->incumbent_labels.at("light.a=on").scores.at("recall") == .75);
    BOOST_TEST(judge(*input, manifest()).code == "label_degraded");

    Json strange = result;
    for (const Json& classes :
         {Json(), Json(7), Json::array(), Json{{"model", 7}}, Json{{"model", {{"labels", 7}}}}}) {
        strange["classes"] = classes;
        BOOST_TEST(judge(*safeguard_input(strange, manifest()), manifest()).code == "not_scored");
    }
}

BOOST_AUTO_TEST_SUITE_END()
