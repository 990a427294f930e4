// A fitted model: what other homes taught (counts of types, networks over pair features) and how to
// score a pair with it.
#pragma once

#include <memory>
#include <vector>

#include "gnn_synergy/features/normaliser.hpp"
#include "gnn_synergy/features/pair_features.hpp"
#include "gnn_synergy/model/network.hpp"

namespace hearth::synergy {

struct SynergyModel {
    TypeCounts counts;
    Normaliser normaliser;          // of the pair features
    std::vector<Network> members;   // the score is the mean of theirs
    double temperature = 1;         // of the softmax over the candidates of a trigger
};

// Scores pairs of one visible graph. Everything given must outlive it.
class PairScorer {
public:
    PairScorer(const SynergyModel& model, const VisibleGraph& graph);
    // `features`: the pair features as they are.
    double score(std::span<const float> features, int trigger, int target);

private:
    const SynergyModel& model_;
    std::vector<std::vector<float>> embeddings_;  // of each member
    std::vector<float> row_;
};

}  // namespace hearth::synergy
