// Every feature of a pair against the same written down with whole matrices.
#include "gnn_synergy/features/pair_features.hpp"

#include <boost/test/unit_test.hpp>

#include "dense_features.hpp"
#include "gnn_synergy/protocol/hiding.hpp"
#include "made_up_homes.hpp"

using namespace hearth::synergy;
using namespace hearth::synergy::test;

BOOST_AUTO_TEST_SUITE(pair_features)

BOOST_AUTO_TEST_CASE(sparse_rows_give_what_whole_matrices_give) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const Home home = random_home(seed);
        Random random(seed);
        const HiddenPart part =
            hide_part(home, seed % 2 == 0 ? HideBy::kPair : HideBy::kAutomation, .2, random);
        const VisibleGraph graph(home, part.hidden);
        const TypePrior prior{TypeCounts{}};
        PairFeatures features(graph, prior);
        const DenseFeatures dense(graph);
        std::vector<float> row(kPairFeatures);
        for (int x = 0; x < home.size(); ++x) {
            features.enter(x);
            for (int y = 0; y < home.size(); ++y) {
                if (x == y || graph.has(x, y)) continue;
                features.fill(y, row.data());
                for (int f = TypePrior::kFeatures; f < kPairFeatures; ++f) {
                    const double expected = dense.of(static_cast<PairFeature>(f), x, y);
                    BOOST_TEST(std::abs(row[static_cast<std::size_t>(f)] - expected) < 1e-4,
                               "seed " << seed << " feature " << f << " of " << x << " -> " << y
                                       << ": " << row[static_cast<std::size_t>(f)] << ", not "
                                       << expected);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(entering_in_another_order_changes_nothing) {
    const Home home = random_home(9);
    const VisibleGraph graph(home, {});
    const TypePrior prior{TypeCounts{}};
    PairFeatures one(graph, prior), other(graph, prior);
    std::vector<float> a(kPairFeatures), b(kPairFeatures);
    for (int x = 0; x < home.size(); ++x) {
        one.enter(x);
        other.enter(home.size() - 1 - x);
        other.enter(x);
        for (int y = 0; y < home.size(); ++y) {
            one.fill(y, a.data());
            other.fill(y, b.data());
            BOOST_TEST(a == b, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_prior_knows_only_what_was_counted) {
    TypeCounts counts;
    const Home home = random_home(3);
    counts.add(home);
    const TypePrior prior(counts);
    const Pair seen = pairs_of(home).front();
    const int x = home.entities[static_cast<std::size_t>(seen.trigger)].type();
    const int y = home.entities[static_cast<std::size_t>(seen.target)].type();
    BOOST_TEST(prior.rule(x, y) > prior.rule(x, kTypes - 1));
    std::vector<float> known(TypePrior::kFeatures), unknown(TypePrior::kFeatures);
    prior.fill(x, y, known.data());
    TypePrior(TypeCounts{}).fill(x, y, unknown.data());
    BOOST_TEST(known[0] > unknown[0]);
    for (const float value : unknown) BOOST_TEST(std::isfinite(value));
}

BOOST_AUTO_TEST_SUITE_END()
