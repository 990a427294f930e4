#include "pattern_detection/training/training_run.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "made_up_home.hpp"
#include "pattern_detection/home_state.hpp"
#include "pattern_detection/options.hpp"
#include "pattern_detection/scorer/scorer.hpp"
#include "pattern_detection/training/replay_plan.hpp"
#include "pattern_detection/training/row_choice.hpp"
#include "pattern_detection/training/scorer_fit.hpp"
#include "pattern_detection/weights_file.hpp"
#include "support/temporary_folder.hpp"

namespace pattern = hearth::pattern;
namespace sdk = hearth::sdk;
using hearth::Result;
using hearth::test::made_up_home;
using hearth::test::row_of;

namespace {

sdk::TrainInput input_of(sdk::Dataset dataset, const std::string& output) {
    return hearth::test::train_input(std::move(dataset), output,
                                     pattern::TrainingOptions::declared());
}

// The part with LibTorch is linked with this program; the plugin loads it.
Result<pattern::FitFunctions> linked_fit() {
    return pattern::FitFunctions{pattern::kFitInterface, pattern::draw_hidden_layer,
                                 pattern::fit_scorer};
}

using Prior = std::optional<pattern::ScorerWeights>;

Result<sdk::TrainOutput> train(const sdk::TrainInput& input, const sdk::Host& host = sdk::Host()) {
    const auto no_prior = [] { return Result<Prior>(Prior()); };
    return pattern::run_training(input, host, {linked_fit, no_prior});
}

double metric(const sdk::TrainOutput& output, const char* who, const char* name) {
    return output.scores.at(who).at(name).get<double>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(training_run)

BOOST_AUTO_TEST_CASE(it_learns_what_counting_cannot) {
    hearth::test::TemporaryFolder folder;
    const auto input = input_of(made_up_home(900), folder.path());
    const auto output = train(input);
    BOOST_REQUIRE_MESSAGE(output.ok(), (output.ok() ? "" : output.error().text));
    for (const char* baseline : {"most_frequent", "markov1", "backoff2", "backoff4"}) {
        BOOST_TEST(metric(*output, "model", "log_loss") < metric(*output, baseline, "log_loss"));
        BOOST_TEST(metric(*output, "model", "mrr") > metric(*output, baseline, "mrr"));
    }
    BOOST_TEST(!output->constant);
    BOOST_TEST(output->classes == 5u);
    BOOST_TEST(!output->scores.contains("incumbent"));
    BOOST_TEST(!output->loss_curve.empty());
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_weights) {
    hearth::test::TemporaryFolder folder;
    auto input = input_of(made_up_home(400), folder.path());
    const auto bytes = [&] {
        auto output = train(input);
        BOOST_REQUIRE(output.ok());
        return sdk::encode_tensors(output->weights).value();
    };
    const std::string first = bytes();
    BOOST_TEST((bytes() == first));
    input.request.seed = 4;
    BOOST_TEST((bytes() != first));
}

BOOST_AUTO_TEST_CASE(the_holdout_does_not_change_the_weights) {
    hearth::test::TemporaryFolder folder;
    auto input = input_of(made_up_home(400), folder.path());
    const auto first = train(input);
    for (const std::size_t row : input.split.holdout)
        input.dataset.rows[row].label = "never.seen=" + std::to_string(row);
    const auto second = train(input);
    BOOST_REQUIRE((first.ok() && second.ok()));
    BOOST_TEST((sdk::encode_tensors(first->weights).value() ==
                sdk::encode_tensors(second->weights).value()));
    // What was never seen cannot be named, but has a probability.
    BOOST_TEST(metric(*second, "model", "top1") == 0);
    BOOST_TEST(metric(*second, "model", "log_loss") > metric(*first, "model", "log_loss"));
    BOOST_TEST(metric(*second, "model", "log_loss") < 20);
}

BOOST_AUTO_TEST_CASE(incremental_training_starts_from_the_incumbent_and_is_judged_beside_it) {
    hearth::test::TemporaryFolder folder;
    const auto old = input_of(made_up_home(700), folder.path());
    auto incumbent = train(old);
    BOOST_REQUIRE(incumbent.ok());
    auto input = input_of(made_up_home(900), folder.path());
    const hearth::TimeUs trained_through = old.dataset.rows[old.split.train.back()].time_us;
    input.dataset.new_after_us = trained_through;
    input.request.incremental = input.request.warm_start = true;
    input.request.replay_rows = 100;
    input.incumbent = incumbent->weights;
    const auto output = train(input);
    BOOST_REQUIRE_MESSAGE(output.ok(), (output.ok() ? "" : output.error().text));
    BOOST_TEST(output->replayed == 100u);
    BOOST_TEST(output->trained < input.split.train.size() / 2);
    BOOST_TEST(output->scores.contains("incumbent"));
    BOOST_TEST(metric(*output, "model", "log_loss") <
               metric(*output, "incumbent", "log_loss") + .05);
    BOOST_TEST((sdk::encode_tensors(output->weights).value() !=
                sdk::encode_tensors(incumbent->weights).value()));
}

BOOST_AUTO_TEST_CASE(replayed_rows_stand_for_how_often_their_label_happens) {
    hearth::test::TemporaryFolder folder;
    auto input = input_of(made_up_home(900), folder.path());
    input.dataset.new_after_us = input.dataset.rows[600].time_us;
    input.request.incremental = true;
    input.request.replay_rows = 60;
    const auto choice =
        pattern::choose_rows(input, pattern::TrainingOptions::from(input.options), 5);
    double weights = 0;
    for (const std::size_t row : choice.rows)
        if (!input.dataset.is_new(input.dataset.rows[row]))
            weights += choice.replay_weight.at(input.dataset.rows[row].label);
    BOOST_TEST(weights == 60, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(choice.replay_weight.at("binary_sensor.door=on") >
               choice.replay_weight.at("switch.kettle=on"));
    for (const std::size_t row : choice.validation)
        BOOST_TEST(input.dataset.is_new(input.dataset.rows[row]));
}

BOOST_AUTO_TEST_CASE(too_few_rows_are_refused_in_words) {
    hearth::test::TemporaryFolder folder;
    const auto input = input_of(made_up_home(60), folder.path());
    const auto output = train(input);
    BOOST_REQUIRE(!output.ok());
    BOOST_TEST(sdk::status_of(output.error()) == HEARTH_NO_DATA);
    BOOST_TEST(output.error().text.find("at least 60") != std::string::npos, output.error().text);
}

BOOST_AUTO_TEST_CASE(weights_of_other_experts_are_refused) {
    auto file = pattern::to_tensor_file(pattern::ScorerWeights::start());
    const auto same = pattern::from_tensor_file(file);
    BOOST_REQUIRE(same.ok());
    BOOST_TEST(same->mix == pattern::ScorerWeights::start().mix);
    file.metadata["experts"] = "o0,o1";
    const auto other = pattern::from_tensor_file(file);
    BOOST_REQUIRE(!other.ok());
    BOOST_TEST(sdk::status_of(other.error()) == HEARTH_BAD_WEIGHTS);
    hearth::test::TemporaryFolder folder;
    auto input = input_of(made_up_home(300), folder.path());
    input.incumbent = file;
    const auto output = train(input);
    BOOST_REQUIRE(!output.ok());
    BOOST_TEST(sdk::status_of(output.error()) == HEARTH_BAD_WEIGHTS);
}

BOOST_AUTO_TEST_CASE(a_training_starts_at_the_prior) {
    hearth::test::TemporaryFolder folder;
    const auto teacher = train(input_of(made_up_home(900, 7), folder.path()));
    BOOST_REQUIRE(teacher.ok());
    const auto prior = pattern::from_tensor_file(teacher->weights);
    BOOST_REQUIRE(prior.ok());
    const auto with_prior = [&](const sdk::TrainInput& input) {
        return pattern::run_training(input, sdk::Host(),
                                     {linked_fit, [&] { return Result<Prior>(Prior(*prior)); }});
    };
    // Another home of the same kind, with few rows.
    auto input = input_of(made_up_home(150, 2), folder.path());
    const auto own = train(input);
    const auto helped = with_prior(input);
    BOOST_REQUIRE((own.ok() && helped.ok()));
    BOOST_TEST(metric(*helped, "model", "log_loss") < metric(*own, "model", "log_loss"));
    input.options = *sdk::Options::read({{"prior", false}}, pattern::TrainingOptions::declared());
    const auto without = with_prior(input);
    BOOST_REQUIRE(without.ok());
    BOOST_TEST((sdk::encode_tensors(without->weights).value() ==
                sdk::encode_tensors(own->weights).value()));
    const auto broken = pattern::run_training(
        input_of(made_up_home(150, 2), folder.path()), sdk::Host(),
        {linked_fit, [] { return Result<Prior>(sdk::bad_weights("the prior is broken")); }});
    BOOST_REQUIRE(!broken.ok());
    BOOST_TEST(broken.error().text == "the prior is broken");
}

// The experts that are left out get no weight, and the answer does not depend on them.
BOOST_AUTO_TEST_CASE(what_is_left_out_has_no_say) {
    hearth::test::TemporaryFolder folder;
    auto input = input_of(made_up_home(400), folder.path());
    input.options =
        *sdk::Options::read({{"without", "counting"}}, pattern::TrainingOptions::declared());
    const auto output = train(input);
    BOOST_REQUIRE(output.ok());
    const auto weights = pattern::from_tensor_file(output->weights);
    BOOST_REQUIRE(weights.ok());
    const int o1 = *pattern::ExpertBank().find("o1");
    for (int b = 0; b < pattern::kMassBuckets; ++b)
        BOOST_TEST(weights->mix[static_cast<std::size_t>(o1 * pattern::kMassBuckets + b)] == 0);
    const auto all = train(input_of(made_up_home(400), folder.path()));
    BOOST_REQUIRE(all.ok());
    BOOST_TEST(metric(*all, "model", "log_loss") < metric(*output, "model", "log_loss"));
}

BOOST_AUTO_TEST_CASE(when_is_told_better_than_by_the_plain_frequencies) {
    hearth::test::TemporaryFolder folder;
    auto input = input_of(made_up_home(900), folder.path());
    input.options =
        *sdk::Options::read({{"query_time", true}}, pattern::TrainingOptions::declared());
    const auto output = train(input);
    BOOST_REQUIRE(output.ok());
    const auto& further = output->more.at("further");
    const auto& scores = further.at("when").at("scores");
    for (const char* metric : {"log_loss", "rps"})
        BOOST_TEST(scores.at("model").at(metric).get<double>() <
                   scores.at("marginal").at(metric).get<double>());
    // The light comes after seconds, the next door after minutes.
    const auto& told = further.at("at_event").at("scores");
    BOOST_TEST(told.at("told").at("log_loss").get<double>() <
               told.at("not_told").at("log_loss").get<double>());
    const auto plain = train(input_of(made_up_home(900), folder.path()));
    BOOST_REQUIRE(plain.ok());
    BOOST_TEST(!plain->more.at("further").contains("at_event"));
    BOOST_TEST((plain->scores == output->scores));
}

BOOST_AUTO_TEST_CASE(training_and_serving_compute_the_same_probabilities) {
    pattern::HomeState state(hearth::TimeZone::utc());
    const auto dataset = made_up_home(300);
    for (const sdk::Row& row : dataset.rows) state.add_candidate(row.label);
    pattern::TrainingRows rows(state.vocabulary().candidates());
    std::vector<pattern::ExpertOutputs> outputs;
    for (const sdk::Row& row : dataset.rows) {
        pattern::Event event;
        event.label = event.entity = row.label;
        event.time_us = row.time_us;
        if (!state.history().empty()) {
            outputs.push_back(*state.compute());
            rows.add(outputs.back(), state.vocabulary().find_candidate(row.label).value(), 1);
        }
        state.observe(event);
    }
    auto start = pattern::ScorerWeights::start();
    pattern::draw_hidden_layer(start, 5);
    sdk::FitRows fit;
    for (std::size_t i = 0; i < rows.size(); ++i)
        (i < 200 ? fit.train : fit.validation).push_back(i);
    pattern::ScorerFitOptions options;
    options.loop.epochs = 2;
    const auto fitted = pattern::fit_scorer(rows, fit, start, options, sdk::Host());
    BOOST_REQUIRE(fitted.ok());
    BOOST_REQUIRE(fitted->fit.best_epoch == 2u);
    double loss = 0;
    pattern::ScorerScratch scratch;
    std::vector<double> probability;
    for (const std::size_t i : fit.validation) {
        pattern::score(fitted->weights, outputs[i], scratch, probability);
        loss -= std::log(probability[static_cast<std::size_t>(rows.target(i))]);
    }
    BOOST_TEST(loss / static_cast<double>(fit.validation.size()) ==
                   fitted->fit.loss_curve.back().validation,
               boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(rows_of_a_group_stay_together_and_on_their_side) {
    sdk::Dataset dataset;
    for (int i = 0; i < 8; ++i) {
        dataset.rows.push_back(row_of("a.b=on", i));
        dataset.rows.back().group = i % 2 == 0 ? "even" : "odd";
        dataset.rows.back().target = i >= 4;
    }
    sdk::Split split;
    split.train = {4, 6};
    split.holdout = {5, 7};
    const auto plan = pattern::plan_replay(dataset, split);
    BOOST_TEST((plan.training == std::vector<std::size_t>{0, 2, 4, 6}));
    BOOST_TEST((plan.holdout == std::vector<std::size_t>{1, 3, 5, 7}));
}

BOOST_AUTO_TEST_SUITE_END()
