// Simulated homes, and the prior that is fitted on them.
#include <boost/test/unit_test.hpp>
#include <set>

#include "pattern_detection/home_state.hpp"
#include "pattern_detection/prior/prior_fit.hpp"
#include "pattern_detection/prior/simulated_log.hpp"
#include "pattern_detection/weights_file.hpp"

namespace pattern = hearth::pattern;
namespace sdk = hearth::sdk;

namespace {

std::vector<pattern::Event> log_of(std::uint64_t seed) {
    pattern::Dice dice(seed);
    pattern::HomePlan plan = pattern::draw_home(dice);
    plan.rows = std::min<std::size_t>(plan.rows, 400);
    return pattern::simulate_log(std::move(plan), dice);
}

std::set<std::string> labels_of(const std::vector<pattern::Event>& log) {
    std::set<std::string> labels;
    for (const pattern::Event& event : log) labels.insert(event.label);
    return labels;
}

pattern::TrainingRows rows_of(const std::vector<pattern::Event>& log) {
    pattern::HomeState state(hearth::TimeZone::utc());
    for (const pattern::Event& event : log) state.add_candidate(event.label);
    pattern::TrainingRows rows(state.vocabulary().candidates());
    for (const pattern::Event& event : log) {
        if (!state.history().empty())
            rows.add(*state.compute(), *state.vocabulary().find_candidate(event.label), 1);
        state.observe(event);
    }
    return rows;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prior)

BOOST_AUTO_TEST_CASE(a_simulated_log_is_in_order_and_repeatable) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto log = log_of(seed);
        const auto again = log_of(seed);
        BOOST_TEST_REQUIRE(log.size() == again.size());
        BOOST_TEST(log.size() >= 100U);
        for (std::size_t i = 0; i < log.size(); ++i) {
            BOOST_TEST_REQUIRE((log[i].label == again[i].label));
            BOOST_TEST_REQUIRE(log[i].time_us == again[i].time_us);
            if (i > 0) BOOST_TEST_REQUIRE(log[i].time_us >= log[i - 1].time_us);
        }
    }
}

BOOST_AUTO_TEST_CASE(homes_differ) {
    std::size_t fewest = 1000, most = 0, intervals = 0, changes = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto log = log_of(seed);
        const std::size_t labels = labels_of(log).size();
        fewest = std::min(fewest, labels);
        most = std::max(most, labels);
        intervals += log.front().until_us ? 1 : 0;
        changes += log.front().label.find('=') != std::string::npos ? 1 : 0;
    }
    BOOST_TEST(fewest < 12U);
    BOOST_TEST(most > 40U);
    BOOST_TEST(intervals > 4U);
    BOOST_TEST(changes > 4U);
}

BOOST_AUTO_TEST_CASE(fitting_is_repeatable_and_helps) {
    std::vector<pattern::TrainingRows> homes;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) homes.push_back(rows_of(log_of(seed)));
    pattern::PriorOptions options;
    options.epochs = 3;
    const auto first = pattern::fit_prior(homes, options, sdk::Host());
    const auto second = pattern::fit_prior(homes, options, sdk::Host());
    BOOST_REQUIRE((first.ok() && second.ok()));
    BOOST_TEST(first->fit.loss_curve.back().train < first->fit.loss_curve.front().train);
    BOOST_TEST((sdk::encode_tensors(pattern::to_tensor_file(first->weights)).value() ==
                sdk::encode_tensors(pattern::to_tensor_file(second->weights)).value()));
}

BOOST_AUTO_TEST_CASE(the_prior_that_is_shipped_fits_the_experts) {
    const auto file =
        sdk::read_tensors(HEARTH_SOURCE_DIR "/plugins/pattern_detection/prior.safetensors", "");
    BOOST_REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : file.error().text));
    const auto weights = pattern::from_tensor_file(*file);
    BOOST_REQUIRE_MESSAGE(weights.ok(), (weights.ok() ? "" : weights.error().text));
    BOOST_TEST((weights->output != pattern::ScorerWeights::start().output));
}

BOOST_AUTO_TEST_SUITE_END()
