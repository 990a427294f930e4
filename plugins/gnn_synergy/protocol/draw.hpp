// One view of a home to learn from: the graph without what was hidden, and for every hidden pair
// the question which of some entities belongs to its trigger, with the features of each.
#pragma once

#include <memory>
#include <vector>

#include "gnn_synergy/features/pair_features.hpp"
#include "gnn_synergy/protocol/hiding.hpp"

namespace hearth::synergy {

struct Draw {
    std::shared_ptr<const VisibleGraph> graph;  // null where no encoder is asked for
    std::vector<Query> queries;   // each with the same number of candidates, the first is right
    int width = 0;                // numbers of one candidate
    std::vector<float> features;  // [queries, candidates, width]
    std::vector<float> offsets;   // [queries, candidates], added to what is fitted; empty: zeros
    double weight = 1;

    std::size_t candidates() const {
        return queries.empty() ? 0 : queries.front().candidates.size();
    }
    float* row(std::size_t query, std::size_t candidate) {
        return features.data() +
               (query * candidates() + candidate) * static_cast<std::size_t>(width);
    }
    const float* row(std::size_t query, std::size_t candidate) const {
        return const_cast<Draw*>(this)->row(query, candidate);
    }
};

struct DrawRules {
    std::size_t any = 50, alike = 14;  // wrong candidates of a question
    std::size_t most_pairs = 60;       // of a draw
};

// Questions about hidden pairs; without one where the home has no wrong target for it. What people
// rejected for the trigger (ascending pairs) takes the place of some of the wrong candidates.
std::vector<Query> ask(const NegativeDraw& negatives, std::vector<Pair> pairs,
                       const DrawRules& rules, Random& random,
                       const std::vector<Pair>& rejected = {});

// To judge in one home: against every wrong target of a small home, `most` different ones drawn by
// chance in a larger one. The questions differ in their number of candidates.
std::vector<Query> ask_all(const NegativeDraw& negatives, const std::vector<Pair>& pairs,
                           std::size_t most, Random& random);

// The pair features of every candidate, as they are.
Draw make_draw(std::shared_ptr<const VisibleGraph> graph, const TypePrior& prior,
               std::vector<Query> queries);

}  // namespace hearth::synergy
