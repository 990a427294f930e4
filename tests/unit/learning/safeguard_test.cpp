#include "learning/safeguard.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

using hearth::Direction;
using hearth::learning::judge;
using hearth::learning::SafeguardInput;

namespace {

hearth::Manifest policy() {
    hearth::Manifest out;
    out.primary_metrics = {{"accuracy", Direction::kHigher, 0.01},
                           {"f1", Direction::kHigher, 0.01}};
    out.baselines = {{"most_frequent", "markov1"}, "markov1", {{"log_loss", Direction::kLower, 0}}};
    out.min_holdout = 50;
    return out;
}

SafeguardInput candidate(double accuracy, double f1) {
    SafeguardInput input;
    input.candidate = {{"accuracy", accuracy}, {"f1", f1}, {"log_loss", 1.0}};
    input.baselines = {{"most_frequent", {{"log_loss", 2.0}}},
                       {"markov1", {{"log_loss", 1.5}, {"accuracy", 0.4}}}};
    input.holdout_rows = 100;
    return input;
}

}  // namespace

using hearth::learning::best_of;

BOOST_AUTO_TEST_SUITE(safeguard)

BOOST_AUTO_TEST_CASE(compares_with_the_incumbent) {
    struct Case {
        const char* name;
        double old_accuracy, new_accuracy, old_f1, new_f1;
        bool accepted;
        const char* code;
    };
    for (const Case& c : std::initializer_list<Case>{
             {"improved", .75, .82, .72, .79, true, "improved"},
             {"within tolerance", .85, .845, .82, .815, true, "within_tolerance"},
             {"degraded", .85, .78, .82, .75, false, "degraded"},
             {"mixed", .70, .76, .80, .77, false, "degraded"},
             {"exactly on the border", .80, .79, .80, .79, true, "within_tolerance"},
             {"just over the border", .80, .7899, .80, .80, false, "degraded"},
             {"equal", .80, .80, .80, .80, true, "within_tolerance"}}) {
        SafeguardInput input = candidate(c.new_accuracy, c.new_f1);
        input.incumbent = {{"accuracy", c.old_accuracy}, {"f1", c.old_f1}};
        const auto verdict = judge(input, policy());
        BOOST_TEST(verdict.accepted == c.accepted, c.name << ": " << verdict.reason);
        BOOST_TEST(verdict.code == c.code, c.name);
    }
}

BOOST_AUTO_TEST_CASE(the_reason_names_what_fell_and_not_what_rose) {
    SafeguardInput input = candidate(.76, .77);
    input.incumbent = {{"accuracy", .70}, {"f1", .80}};
    BOOST_TEST(judge(input, policy()).reason ==
               "worse than the tolerance allows: f1 0.770 against 0.800 of the incumbent");
    hearth::Manifest lower = policy();
    lower.primary_metrics[1] = {"log_loss", Direction::kLower, 0.01};
    input.incumbent = {{"accuracy", .80}, {"log_loss", 1.2}};  // log-loss fell, which is better
    BOOST_TEST(judge(input, lower).reason ==
               "worse than the tolerance allows: accuracy 0.760 against 0.800 of the incumbent");
    input.incumbent = {{"accuracy", .70}, {"log_loss", .9}};  // log-loss rose
    BOOST_TEST(judge(input, lower).reason ==
               "worse than the tolerance allows: log_loss 1.000 against 0.900 of the incumbent");
}

BOOST_AUTO_TEST_CASE(a_first_model_must_beat_every_baseline) {
    const auto first = judge(candidate(.5, .5), policy());
    BOOST_TEST(first.code == "first");
    // It says on what it is better, not what else is measured.
    BOOST_TEST(first.reason ==
               "the first model, and it beats every baseline: log_loss 1.000 against 1.500 of the "
               "fallback");
    SafeguardInput level = candidate(.5, .5);
    level.candidate["log_loss"] = 1.5;  // level with markov1
    const auto verdict = judge(level, policy());
    BOOST_TEST(!verdict.accepted);
    BOOST_TEST(verdict.code == "baseline_not_beaten");
    BOOST_TEST(verdict.reason.find("markov1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(where_asked_for_a_first_model_must_beat_the_fallback_surely) {
    hearth::Manifest careful = policy();
    careful.baselines.surely = true;
    SafeguardInput input = candidate(.5, .5);
    BOOST_TEST(judge(input, careful).code == "may_be_chance");  // no interval
    input.least_gain = {{"log_loss", 0}};
    BOOST_TEST(judge(input, careful).code == "may_be_chance");
    input.least_gain = {{"log_loss", .01}};
    BOOST_TEST(judge(input, careful).code == "first");
    input.least_gain.clear();
    input.incumbent = {{"accuracy", .5}, {"f1", .5}};
    BOOST_TEST(judge(input, careful).accepted);
}

BOOST_AUTO_TEST_CASE(the_least_gain_is_read_by_the_direction_of_the_metric) {
    hearth::Manifest careful = policy();
    careful.baselines.beat_on.push_back({"auc", Direction::kHigher, 0});
    const auto interval = [](const char* metric, const char* against, double low, double high) {
        return hearth::Json{{"metric", metric}, {"against", against}, {"low", low}, {"high", high}};
    };
    const auto read = hearth::learning::safeguard_input(
        {{"scores", {{"model", {{"auc", .7}}}}},
         {"rows", {{"holdout", 100}, {"questions", 7}}},
         {"smoke", {{"finite", true}, {"constant", false}}},
         {"intervals",
          {interval("log_loss", "markov1", -.5, -.2), interval("auc", "markov1", .1, .3),
           interval("auc", "most_frequent", .2, .4)}}},
        careful);
    BOOST_REQUIRE(read.ok());
    BOOST_TEST(read->least_gain.at("log_loss") == .2);
    BOOST_TEST(read->least_gain.at("auc") == .1);
    BOOST_TEST(read->questions.value() == 7);
}

BOOST_AUTO_TEST_CASE(a_model_that_was_asked_little_is_refused) {
    SafeguardInput input = candidate(.5, .5);
    input.questions = 7;
    const auto verdict = judge(input, policy());
    BOOST_TEST(verdict.code == "holdout_too_small");
    BOOST_TEST(verdict.reason.find("only 7 questions") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(unsound_candidates_are_refused_with_the_reason) {
    SafeguardInput input = candidate(.5, .5);
    input.finite = false;
    BOOST_TEST(judge(input, policy()).code == "not_finite");
    input = candidate(.5, .5);
    input.constant = true;
    BOOST_TEST(judge(input, policy()).code == "constant");
    input = candidate(.5, .5);
    input.holdout_rows = 49;
    BOOST_TEST(judge(input, policy()).code == "holdout_too_small");
    input = candidate(std::numeric_limits<double>::quiet_NaN(), .5);
    BOOST_TEST(judge(input, policy()).code == "not_scored");
    input = candidate(.5, .5);
    input.baselines.erase("most_frequent");
    BOOST_TEST(judge(input, policy()).code == "not_scored");
}

BOOST_AUTO_TEST_CASE(a_gain_may_be_demanded) {
    hearth::Manifest demanding = policy();
    demanding.accept.min_gain = 0.02;
    struct Case {
        double old_value, new_value;
        const char* code;
    };
    for (const Case& c : std::initializer_list<Case>{{.50, .51, "improved"},  // exactly 2 %
                                                     {.50, .509, "no_gain"},
                                                     {.50, .50, "no_gain"},
                                                     {.50, .48, "degraded"}}) {
        SafeguardInput input = candidate(c.new_value, .6);
        input.incumbent = {{"accuracy", c.old_value}, {"f1", .6}};
        BOOST_TEST(judge(input, demanding).code == c.code, c.old_value << " " << c.new_value);
    }
}

// Twenty steps of -0.0099, each within the tolerance, on hold-outs that move on.
BOOST_AUTO_TEST_CASE(a_ratchet_of_small_losses_is_stopped_by_the_anchor_set) {
    hearth::learning::Scores best;
    double live = .90;
    int accepted = 0;
    for (int step = 0; step < 20; ++step) {
        SafeguardInput input = candidate(live - .0099, .6);
        input.incumbent = {{"accuracy", live}, {"f1", .6}};
        input.anchor = {{"accuracy", live - .0099}, {"f1", .6}};
        input.anchor_rows = 100;
        input.anchor_best = best;
        const auto verdict = judge(input, policy());
        if (!verdict.accepted) {
            BOOST_TEST(verdict.code == "below_anchor");
            BOOST_TEST(verdict.reason.find("0.890") != std::string::npos, verdict.reason);
            break;
        }
        ++accepted;
        live -= .0099;
        best = best_of(best, input.anchor, policy());
    }
    BOOST_TEST(accepted == 6);  // the first sets the best; five more stay within 0.05 of it
    BOOST_TEST(live > .84);
}

BOOST_AUTO_TEST_CASE(a_small_anchor_set_is_not_asked) {
    SafeguardInput input = candidate(.8, .8);
    input.incumbent = {{"accuracy", .8}, {"f1", .8}};
    input.anchor = {{"accuracy", .1}};
    input.anchor_best = {{"accuracy", .9}};
    input.anchor_rows = 39;
    BOOST_TEST(judge(input, policy()).accepted);
    input.anchor_rows = 40;
    BOOST_TEST(judge(input, policy()).code == "below_anchor");
}

BOOST_AUTO_TEST_CASE(the_best_on_the_anchor_set_only_gets_better) {
    hearth::Manifest lower = policy();
    lower.primary_metrics.push_back({"log_loss", Direction::kLower, .01});
    hearth::learning::Scores best;
    best = best_of(best, {{"accuracy", .5}, {"log_loss", 2}, {"other", 9}}, lower);
    best = best_of(best, {{"accuracy", .4}, {"log_loss", 1.5}}, lower);
    BOOST_TEST(best.at("accuracy") == .5);
    BOOST_TEST(best.at("log_loss") == 1.5);
    BOOST_TEST(best.count("other") == 0U);
}

BOOST_AUTO_TEST_CASE(a_worker_result_is_read_or_refused) {
    const hearth::Json result = {{"scores",
                                  {{"model", {{"accuracy", .6}, {"f1", .6}, {"log_loss", 1}}},
                                   {"most_frequent", {{"log_loss", 2}}},
                                   {"markov1", {{"log_loss", 1.5}}}}},
                                 {"rows", {{"holdout", 77}}},
                                 {"smoke", {{"finite", true}, {"constant", false}}}};
    const auto input = hearth::learning::safeguard_input(result, policy());
    BOOST_REQUIRE(input.ok());
    BOOST_TEST(input->holdout_rows == 77);
    BOOST_TEST(judge(*input, policy()).accepted);
    BOOST_TEST(!hearth::learning::safeguard_input(hearth::Json::object(), policy()).ok());
    hearth::Json silent = result;
    silent["smoke"] =
        hearth::Json::object();  // a worker that does not say it is finite is not believed
    BOOST_TEST(!judge(*hearth::learning::safeguard_input(silent, policy()), policy()).accepted);
}

BOOST_AUTO_TEST_SUITE_END()
