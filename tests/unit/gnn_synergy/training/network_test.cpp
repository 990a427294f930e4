// What LibTorch fits is what is served: the hand-written network gives the same numbers, and a fit
// finds what is there to be found.
#include <boost/test/unit_test.hpp>

#include "../made_up_homes.hpp"
#include "gnn_synergy/model/model_file.hpp"
#include "gnn_synergy/model/start_weights.hpp"
#include "gnn_synergy/training/fit_library.hpp"
#include "sdk/failure.hpp"

using namespace hearth;
using namespace hearth::synergy;
using namespace hearth::synergy::test;

namespace {

constexpr NetworkShape kShape{kPairFeatures, 12, 8};

Draw draw_of(const Home& home, const HiddenPart& part, std::uint64_t seed) {
    Random random(seed);
    TypeCounts counts;
    const TypePrior prior(counts);
    Draw draw = make_draw(std::make_shared<VisibleGraph>(home, part.hidden), prior,
                          ask(NegativeDraw(home), part.pairs, DrawRules{}, random));
    NormaliserSums sums(kPairFeatures);
    for (std::size_t i = 0; i < draw.features.size(); i += kPairFeatures)
        sums.add({draw.features.data() + i, kPairFeatures});
    for (std::size_t i = 0; i < draw.features.size(); i += kPairFeatures)
        sums.result().apply({draw.features.data() + i, kPairFeatures});
    return draw;
}

// The loss of a network by hand.
double loss_of(const Network& network, const Draw& draw) {
    const std::vector<float> embeddings = encode(network, *draw.graph);
    double sum = 0;
    for (std::size_t q = 0; q < draw.queries.size(); ++q) {
        double all = 0, right = 0;
        for (std::size_t c = 0; c < draw.candidates(); ++c) {
            const double one = score(network, {draw.row(q, c), kPairFeatures}, embeddings,
                                     draw.queries[q].trigger, draw.queries[q].candidates[c]);
            all += std::exp(one);
            if (c == 0) right = one;
        }
        sum += std::log(all) - right;
    }
    return sum / static_cast<double>(draw.queries.size());
}

RankFitOptions quick(std::size_t epochs) {
    RankFitOptions options;
    options.loop.epochs = epochs;
    options.loop.learning_rate = 3e-3;
    options.loop.seed = 3;
    options.encoder_dropout = options.hidden_dropout = 0;
    options.weight_decay = 0;
    options.most_queries = 1000;
    return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(networks)

// The first loss that the fit reports is that of the weights it begins with.
BOOST_AUTO_TEST_CASE(serving_computes_what_was_fitted) {
    const Home home = random_home(3, 40, 40);
    Random random(3);
    const Draw draw = draw_of(home, hide_part(home, HideBy::kAutomation, .2, random), 3);
    for (const NetworkShape& shape :
         {kShape, NetworkShape{kPairFeatures, 12, 0}, NetworkShape{kPairFeatures, 0, 0}}) {
        Network network = draw_network(shape, 7);
        for (float& weight : network.linear) weight = .05F;
        const double expected = loss_of(network, draw);
        const auto fitted = fit_ranking({draw}, {{0}, {}}, quick(1), network, sdk::Host());
        BOOST_REQUIRE(fitted.ok());
        BOOST_TEST(std::abs(fitted->loss_curve.front().train - draw.weight * expected) <
                   1e-3 * draw.weight);
    }
}

BOOST_AUTO_TEST_CASE(a_fit_lowers_the_loss_and_the_same_seed_gives_the_same_weights) {
    const Home home = random_home(4, 40, 40);
    Random random(4);
    const Draw draw = draw_of(home, hide_part(home, HideBy::kPair, .3, random), 4);
    Network one = draw_network(kShape, 5), other = draw_network(kShape, 5);
    const double before = loss_of(one, draw);
    BOOST_REQUIRE(fit_ranking({draw}, {{0}, {}}, quick(60), one, sdk::Host()).ok());
    BOOST_REQUIRE(fit_ranking({draw}, {{0}, {}}, quick(60), other, sdk::Host()).ok());
    BOOST_TEST(loss_of(one, draw) < before - .3);
    BOOST_TEST(one.hidden == other.hidden, boost::test_tools::per_element());
    BOOST_TEST(one.layers[1].weight == other.layers[1].weight, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_model_comes_back_from_its_file) {
    SynergyModel model;
    model.counts.add(random_home(6));
    model.normaliser = NormaliserSums(kPairFeatures).result();
    model.members = {draw_network(kShape, 1), draw_network({kPairFeatures, 12, 0}, 2)};
    model.home = neutral_home(3);
    model.temperature = 1.25;
    const auto back = from_tensor_file(to_tensor_file(model));
    BOOST_REQUIRE(back.ok());
    BOOST_TEST((back->counts.pairs == model.counts.pairs));
    BOOST_TEST(back->temperature == 1.25);
    BOOST_REQUIRE(back->members.size() == 2U);
    BOOST_TEST((back->members[0].shape == kShape));
    BOOST_TEST(back->members[0].layers[0].gain == model.members[0].layers[0].gain,
               boost::test_tools::per_element());
    BOOST_TEST(back->home.hidden == model.home.hidden, boost::test_tools::per_element());
    auto damaged = to_tensor_file(model);
    damaged.metadata["members"] = "[[12,8],[1000000,0]]";
    BOOST_TEST(!from_tensor_file(damaged).ok());
    damaged = to_tensor_file(model);
    damaged.tensors.erase("member1_output");
    BOOST_TEST(!from_tensor_file(damaged).ok());
}

BOOST_AUTO_TEST_SUITE_END()
