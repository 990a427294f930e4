// Labels permuted in time: there is nothing to learn, and the safeguard lets nobody pass that
// claims otherwise.
#include <boost/test/unit_test.hpp>

#include "config/plugin_catalogue.hpp"
#include "learning/safeguard.hpp"
#include "made_up_home.hpp"
#include "pattern_detection/options.hpp"
#include "pattern_detection/training/training_run.hpp"
#include "support/temporary_folder.hpp"

namespace pattern = hearth::pattern;
namespace sdk = hearth::sdk;
using hearth::Result;

namespace {

hearth::Manifest manifest() {
    const auto found = hearth::config::find_plugins(HEARTH_BINARY_DIR "/plugins", true);
    for (const hearth::Manifest& manifest : found.manifests)
        if (manifest.name == "pattern_detection") return manifest;
    throw std::runtime_error("pattern_detection was not built");
}

// The rows keep their times; entity and state go with the label.
void shuffle_labels(sdk::Dataset& dataset, std::uint64_t seed) {
    hearth::test::Dice dice(seed);
    for (std::size_t i = dataset.rows.size(); i > 1; --i) {
        sdk::Row& a = dataset.rows[i - 1];
        sdk::Row& b = dataset.rows[dice.roll(i)];
        std::swap(a.label, b.label);
        std::swap(a.features, b.features);
    }
}

hearth::learning::Verdict verdict_on(sdk::Dataset dataset, const hearth::Manifest& policy) {
    hearth::test::TemporaryFolder folder;
    const auto input = hearth::test::train_input(std::move(dataset), folder.path(),
                                                 pattern::TrainingOptions::declared());
    const pattern::TrainingParts parts{
        [] {
            return Result<pattern::FitFunctions>(
                {pattern::kFitInterface, pattern::draw_hidden_layer, pattern::fit_scorer});
        },
        [] {
            return Result<std::optional<pattern::ScorerWeights>>(
                std::optional<pattern::ScorerWeights>());
        }};
    const auto output = pattern::run_training(input, sdk::Host(), parts);
    BOOST_REQUIRE_MESSAGE(output.ok(), (output.ok() ? "" : output.error().text));
    const auto judged = hearth::learning::safeguard_input(
        {{"scores", output->scores},
         {"rows", {{"holdout", input.split.holdout.size()}}},
         {"smoke", {{"finite", true}, {"constant", output->constant}}}},
        policy);
    BOOST_REQUIRE_MESSAGE(judged.ok(), (judged.ok() ? "" : judged.error().text));
    return hearth::learning::judge(*judged, policy);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shuffled_labels)

BOOST_AUTO_TEST_CASE(nothing_learned_from_noise_goes_live) {
    const hearth::Manifest policy = manifest();
    const auto home = hearth::test::made_up_home(900);
    const auto real = verdict_on(home, policy);
    BOOST_TEST(real.accepted, real.reason);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        sdk::Dataset noise = home;
        shuffle_labels(noise, seed);
        const auto verdict = verdict_on(std::move(noise), policy);
        BOOST_TEST(!verdict.accepted, verdict.reason);
    }
}

BOOST_AUTO_TEST_SUITE_END()
