// Learning from several homes: what is there is found in a home that was not learned from, and
// nothing is found where there is nothing.
#include <boost/test/unit_test.hpp>

#include "../made_up_homes.hpp"
#include "gnn_synergy/simulated/simulated_home.hpp"
#include "gnn_synergy/training/context_fit.hpp"
#include "gnn_synergy/training/judging.hpp"
#include "gnn_synergy/training/prior_fit.hpp"

using namespace hearth;
using namespace hearth::synergy;

namespace {

const FitFunctions kFit{kFitInterface, fit_ranking};

PriorOptions quick() {
    PriorOptions options;
    options.graphs = options.twins = 1;
    options.draws = 8;
    options.graph_epochs = options.twin_epochs = 12;
    options.hidden = 24;
    options.embedding = 8;
    options.seed = 5;
    return options;
}

std::vector<Home> simulated(std::uint64_t from, std::size_t count) {
    std::vector<Home> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(simulate_home(from + i, false).home);
    return out;
}

// Targets dealt out anew among the automations: every number stays, and says nothing any more.
void shuffle_targets(Home& home, std::uint64_t seed) {
    Random random(seed);
    std::vector<std::vector<int>> targets;
    for (const Automation& automation : home.automations) targets.push_back(automation.targets);
    random.shuffle(targets);
    for (std::size_t i = 0; i < targets.size(); ++i) home.automations[i].targets = targets[i];
}

struct Outcome {
    double model = 0, rules = 0;  // MRR
};

Outcome judge(const std::vector<Home>& learned, const std::vector<Home>& judged) {
    std::vector<const Home*> homes;
    for (const Home& home : learned) homes.push_back(&home);
    const auto draws = draw_homes(homes, quick(), sdk::Host());
    BOOST_REQUIRE(draws.ok());
    const auto model = fit_prior(kFit, *draws, quick(), sdk::Host());
    BOOST_REQUIRE(model.ok());
    const TypePrior types(model->counts);
    const CoActivation none;
    Contest contest;
    for (std::size_t i = 0; i < judged.size(); ++i) {
        Random random(i);
        const HiddenPart part = hide_part(judged[i], HideBy::kPair, .3, random);
        const auto queries = ask_all(NegativeDraw(judged[i]), part.pairs, 50, random);
        HomeScorer scorer(*model, types, judged[i], none, part.hidden);
        contest.answer(
            "model", i, queries, [&](int x) { scorer.enter(x); },
            [&](int y) { return scorer.score(y).score(); });
        contest.answer_by_rules(i, queries, scorer);
    }
    const Json scores = contest_scores(contest.contenders());
    return {scores["model"]["mrr"], scores["rules_sum"]["mrr"]};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(learning)

BOOST_AUTO_TEST_CASE(habits_of_other_homes_help_in_a_new_one_and_shuffled_ones_do_not) {
    std::vector<Home> learned = simulated(100, 12), judged = simulated(200, 12);
    const Outcome real = judge(learned, judged);
    BOOST_TEST(real.model > real.rules + .03);
    for (std::size_t i = 0; i < learned.size(); ++i) {
        shuffle_targets(learned[i], i);
        shuffle_targets(judged[i], 50 + i);
    }
    const Outcome aimless = judge(learned, judged);
    BOOST_TEST(aimless.model < real.model - .1);
    BOOST_TEST(aimless.model < aimless.rules + .03);
}

BOOST_AUTO_TEST_CASE(a_home_without_areas_names_and_events_is_scored_as_without_its_network) {
    std::vector<Home> homes = simulated(300, 6);
    std::vector<const Home*> learned;
    for (const Home& home : homes) learned.push_back(&home);
    const auto draws = draw_homes(learned, quick(), sdk::Host());
    BOOST_REQUIRE(draws.ok());
    auto model = fit_prior(kFit, *draws, quick(), sdk::Host());
    BOOST_REQUIRE(model.ok());
    ContextOptions context;
    context.homes = 20;
    context.epochs = 10;
    BOOST_REQUIRE(fit_context(kFit, context, *model, sdk::Host()).ok());
    const Home plain = test::random_home(7);
    const CoActivation none;
    const TypePrior types(model->counts);
    HomeScorer scorer(*model, types, plain, none);
    scorer.enter(0);
    const double first = scorer.score(1).home;
    for (int y = 2; y < plain.size(); ++y)
        BOOST_TEST(std::abs(scorer.score(y).home - first) < 1e-6);
    // In a home with areas it tells candidates apart.
    const SimulatedHome furnished = simulate_home(999);
    HomeScorer other(*model, types, furnished.home, furnished.events);
    other.enter(0);
    double least = 1e9, most = -1e9;
    for (int y = 1; y < furnished.home.size(); ++y) {
        least = std::min(least, other.score(y).home);
        most = std::max(most, other.score(y).home);
    }
    BOOST_TEST(most > least + .5);
}

BOOST_AUTO_TEST_SUITE_END()
