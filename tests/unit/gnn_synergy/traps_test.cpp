// What a data set of this kind gives away when one is not careful; each must stay shut.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>

#include "gnn_synergy/features/pair_features.hpp"
#include "gnn_synergy/protocol/draw.hpp"
#include "gnn_synergy/protocol/rank_scores.hpp"
#include "made_up_homes.hpp"

using namespace hearth::synergy;
using namespace hearth::synergy::test;

BOOST_AUTO_TEST_SUITE(traps)

// Entity numbers are in order of first appearance: a feature that used them would know a lot.
BOOST_AUTO_TEST_CASE(numbers_of_entities_and_automations_say_nothing) {
    const Home home = random_home(5);
    std::vector<int> place;
    const Home other = reordered(home, 17, place);
    TypeCounts counts;
    counts.add(home);
    const TypePrior prior(counts);
    const VisibleGraph graph(home, {}), moved(other, {});
    PairFeatures a(graph, prior), b(moved, prior);
    std::vector<float> left(kPairFeatures), right(kPairFeatures);
    for (int x = 0; x < home.size(); ++x) {
        a.enter(x);
        b.enter(place[static_cast<std::size_t>(x)]);
        for (int y = 0; y < home.size(); ++y) {
            if (x == y) continue;
            a.fill(y, left.data());
            b.fill(place[static_cast<std::size_t>(y)], right.data());
            for (std::size_t f = 0; f < left.size(); ++f)
                BOOST_TEST(std::abs(left[f] - right[f]) < 1e-5);
        }
    }
}

BOOST_AUTO_TEST_CASE(equal_scores_share_the_rank) {
    const Answer answer = answer_of(0, {1, 1, 1, 1, 1}, 1);
    BOOST_TEST(answer.auc == .5);
    BOOST_TEST(answer.rank == 3);
}

// The rest of an automation of which a pair is hidden would say which target is missing.
BOOST_AUTO_TEST_CASE(hiding_a_pair_hides_which_automation_it_was_of) {
    Home home = random_home(1, 12, 0);
    home.automations = {{{0, 1}, {2, 3}}, {{4, 5}, {6, 7}}};
    Hidden hidden{{{0, 2}}, {}};
    const VisibleGraph graph(home, hidden);
    BOOST_TEST(!graph.has(0, 2));
    BOOST_TEST(graph.has(0, 3));
    BOOST_TEST(graph.has(1, 2));
    BOOST_TEST(graph.triggering(0) == 0);
    BOOST_TEST(graph.acted_on(2) == 0);
    BOOST_TEST(graph.trigger_memberships().count(0) == 0);
    BOOST_TEST(graph.target_memberships().count(2) == 0);
    BOOST_TEST(graph.trigger_memberships().count(4) == 1);
}

// The pairs of a home are not prior knowledge about itself.
BOOST_AUTO_TEST_CASE(a_home_can_be_taken_out_of_the_counts_again) {
    TypeCounts others, all;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        all.add(random_home(seed));
        if (seed != 3) others.add(random_home(seed));
    }
    all.add(random_home(3), -1);
    BOOST_TEST((all.pairs == others.pairs));
    BOOST_TEST(all.entities == others.entities, boost::test_tools::per_element());
    BOOST_TEST(all.targets == others.targets, boost::test_tools::per_element());
    BOOST_TEST(all.triggers == others.triggers, boost::test_tools::per_element());
}

// A pair that is asked for may not be in the graph that answers, in either direction of walking.
BOOST_AUTO_TEST_CASE(hidden_pairs_are_nowhere_in_the_graph) {
    for (const HideBy by : {HideBy::kPair, HideBy::kAutomation})
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const Home home = random_home(seed);
            Random random(seed);
            const HiddenPart part = hide_part(home, by, .3, random);
            BOOST_TEST(!part.pairs.empty());
            const VisibleGraph graph(home, part.hidden);
            for (const Pair& pair : part.pairs) {
                BOOST_TEST(!graph.has(pair.trigger, pair.target));
                for (const int x : graph.triggers_of(pair.target)) BOOST_TEST(x != pair.trigger);
            }
            BOOST_TEST(graph.pairs() + part.pairs.size() == pairs_of(home).size());
        }
}

// What is hidden to judge stays hidden while the rest is learned from, and judges nobody else.
BOOST_AUTO_TEST_CASE(a_second_hiding_keeps_the_first) {
    const Home home = random_home(8);
    Random random(8);
    const HiddenPart judged = hide_part(home, HideBy::kPair, .2, random);
    const std::set<Pair> secret(judged.pairs.begin(), judged.pairs.end());
    for (const HideBy by : {HideBy::kPair, HideBy::kAutomation}) {
        const HiddenPart own = hide_part(home, by, .3, random, judged.hidden);
        const VisibleGraph graph(home, own.hidden);
        for (const Pair& pair : own.pairs) BOOST_TEST(secret.count(pair) == 0U);
        for (const Pair& pair : judged.pairs) BOOST_TEST(!graph.has(pair.trigger, pair.target));
    }
}

BOOST_AUTO_TEST_CASE(no_right_target_is_among_the_wrong_ones) {
    const Home home = random_home(2);
    Random random(2);
    const HiddenPart part = hide_part(home, HideBy::kPair, .3, random);
    const std::vector<Pair> all = pairs_of(home);
    const std::vector<Query> queries = ask(NegativeDraw(home), part.pairs, DrawRules{}, random);
    BOOST_TEST(!queries.empty());
    for (const Query& query : queries)
        for (std::size_t c = 1; c < query.candidates.size(); ++c) {
            const Pair pair{query.trigger, query.candidates[c]};
            BOOST_TEST(pair.trigger != pair.target);
            BOOST_TEST(!std::binary_search(all.begin(), all.end(), pair));
        }
}

BOOST_AUTO_TEST_CASE(wrong_targets_of_the_same_domain_are_of_that_domain) {
    const Home home = random_home(4, 60);
    Random random(4);
    const HiddenPart part = hide_part(home, HideBy::kPair, .3, random);
    DrawRules rules;
    rules.any = 0;
    rules.alike = 20;
    const auto domain = [&](int i) { return home.entities[static_cast<std::size_t>(i)].domain; };
    for (const Query& query : ask(NegativeDraw(home), part.pairs, rules, random))
        for (const int candidate : query.candidates)
            BOOST_TEST(domain(candidate) == domain(query.candidates[0]));
}

// Pairs of several automations stay visible when one of them is hidden, and are not asked for.
BOOST_AUTO_TEST_CASE(a_pair_of_two_automations_is_hidden_with_both_only) {
    Home home = random_home(1, 8, 0);
    home.automations = {{{0}, {1, 2}}, {{0}, {1}}};
    const VisibleGraph one(home, {{}, {0}}), both(home, {{}, {0, 1}});
    BOOST_TEST(one.has(0, 1));
    BOOST_TEST(!one.has(0, 2));
    BOOST_TEST(!both.has(0, 1));
}

// The reverse of a pair may be known only as far as it may be seen.
BOOST_AUTO_TEST_CASE(the_reverse_of_a_pair_counts_only_while_it_is_visible) {
    Home home = random_home(1, 8, 0);
    home.automations = {{{0}, {1}}, {{1}, {0}}, {{2}, {3}}};
    const TypePrior prior{TypeCounts{}};
    const auto reverse = [&](const Hidden& hidden) {
        const VisibleGraph graph(home, hidden);
        PairFeatures features(graph, prior);
        std::vector<float> row(kPairFeatures);
        features.enter(0);
        features.fill(1, row.data());
        return row[static_cast<std::size_t>(PairFeature::kReverse)];
    };
    BOOST_TEST(reverse({{{0, 1}}, {}}) == 1.0F);
    BOOST_TEST(reverse({{{0, 1}, {1, 0}}, {}}) == 0.0F);
}

BOOST_AUTO_TEST_SUITE_END()
