#include "cli/evaluation_text.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::cli;

namespace {

const Style kNoColour(false);

const Json kScores = {{"markov1", {{"top1", 0.25}, {"ece", 0.11}}},
                      {"model", {{"top1", 0.6}, {"mrr", 0.725}, {"ece", nullptr}}},
                      {"incumbent", {{"top1", 0.55}, {"mrr", 0.7}}},
                      {"most_frequent", Json::object()}};

}  // namespace

BOOST_AUTO_TEST_SUITE(evaluation_output)

BOOST_AUTO_TEST_CASE(evaluation_puts_baselines_beside_the_model) {
    const Json evaluation = {
        {"model", "pattern_detection"},
        {"data",
         {{"path", "log.csv"}, {"rows", 2458}, {"train", 1966}, {"test", 492}, {"classes", 14}}},
        {"seed", 42},
        {"seconds", 12.4},
        {"peak_rss_bytes", 209715200},
        {"scores", kScores}};
    BOOST_TEST(evaluation_text(evaluation, false, kNoColour) ==
               "pattern_detection on log.csv\n"
               "2,458 rows: trained on the first 1,966, scored on the last 492; 14 classes\n"
               "                     top1     mrr     ece\n"
               "pattern_detection  0.6000  0.7250       -\n"
               "incumbent          0.5500  0.7000       -\n"
               "markov1            0.2500       -  0.1100\n"
               "12 s, at most 200.0 MB resident, seed 42\n");
}

BOOST_AUTO_TEST_CASE(evaluation_says_how_many_questions_the_scores_rest_on) {
    Json evaluation = {{"model", "m"}, {"data", {{"questions", 21}}}, {"scores", kScores}};
    BOOST_TEST(evaluation_text(evaluation, false, kNoColour)
                   .find("scored on the last - by 21 questions; - classes\n") != std::string::npos);
    evaluation["data"]["questions"] = 0;
    const std::string none = evaluation_text(evaluation, false, kNoColour);
    BOOST_TEST(none.ends_with("There was nothing to ask this model: there is no score.\n"));
    BOOST_TEST(none.find("top1") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(evaluation_has_precision_and_recall_below_the_ranking) {
    Json scores = kScores;
    scores["model"].update({{"macro_precision", 0.5},
                            {"macro_recall", 0.4},
                            {"weighted_precision", 0.7},
                            {"weighted_recall", 0.6},
                            {"weighted_f1", 0.65}});
    scores["markov1"]["macro_recall"] = 0.1;
    const std::string text =
        evaluation_text({{"model", "m"}, {"scores", scores}}, false, kNoColour);
    BOOST_TEST(text.substr(text.find("rows: ")) ==
               "rows: trained on the first -, scored on the last -; - classes\n"
               "             top1     mrr     ece\n"
               "m          0.6000  0.7250       -\n"
               "incumbent  0.5500  0.7000       -\n"
               "markov1    0.2500       -  0.1100\n"
               "         macro_precision  macro_recall  weighted_precision  weighted_recall  "
               "weighted_f1\n"
               "m                 0.5000        0.4000              0.7000           0.6000  "
               "     0.6500\n"
               "markov1                -        0.1000                   -                -  "
               "          -\n"
               "\n");
}

BOOST_AUTO_TEST_CASE(evaluation_has_further_tables_apart) {
    const Json further = {
        {"when",
         {{"rows", 1200}, {"scores", {{"model", {{"rps", 1.5}}}, {"marginal", {{"rps", 2.0}}}}}}}};
    const std::string text = evaluation_text(
        {{"model", "m"}, {"scores", kScores}, {"further", further}}, false, kNoColour);
    const auto at = text.find("when, ");
    BOOST_REQUIRE(at != std::string::npos);
    BOOST_TEST(at > text.find("markov1"));
    BOOST_TEST(text.find("marginal  2.0000", at) != std::string::npos, text);
    const Json odd = {{"model", "m"}, {"further", {{"when", 1}, {"else", Json::object()}}}};
    BOOST_TEST(evaluation_text(odd, false, kNoColour).find("when") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(evaluation_shows_single_labels_on_demand) {
    Json evaluation = {{"model", "m"}};
    const std::string nothing = "This model reports nothing label by label.\n";
    BOOST_TEST(evaluation_text(evaluation, true, kNoColour).find(nothing) != std::string::npos);
    const auto label = [](const char* name, int support) {
        return Json{{"label", name},   {"support", support}, {"predicted", 1000},
                    {"hits", support}, {"precision", 0.5},   {"recall", 1},
                    {"f1", nullptr}};
    };
    Json& tables = evaluation["classes"]["model"];
    tables = {{"labels", Json::array({label("light.\x1b[2Jhall=on", 1200), label("b", 7)})},
              {"other", {{"labels", 0}, {"support", 0}, {"predicted", 0}, {"hits", 0}}}};
    const auto table = [&] {
        const std::string text = evaluation_text(evaluation, true, kNoColour);
        return text.substr(text.find("Label"));
    };
    BOOST_TEST(table() ==
               "Label               Rows  Predicted   Hits  Precision  Recall  F1\n"
               "light.?[2Jhall=on  1,200      1,000  1,200     0.5000  1.0000   -\n"
               "b                      7      1,000      7     0.5000  1.0000   -\n"
               "\n");
    // With more than fit, the rest is summed, and what was summed already with it.
    for (int i = 0; i < 20; ++i) tables["labels"].push_back(label("more", 2));
    tables["other"] = {{"labels", 3}, {"support", 5}, {"predicted", 6}, {"hits", 1}};
    const std::string long_table = table();
    BOOST_TEST(std::count(long_table.begin(), long_table.end(), '\n') == 1 + 15 + 1 + 1);
    BOOST_TEST(long_table.find("10 others") != std::string::npos);
    BOOST_TEST(long_table.find("19      7,006     15") != std::string::npos, long_table);
    BOOST_TEST(evaluation_text(evaluation, false, kNoColour).find("Label") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
