// A fitted model: what other homes taught (counts of types, networks over pair features) and what
// this home adds (a network over the same features and those that only a real home has).
#pragma once

#include <vector>

#include "gnn_synergy/features/context_features.hpp"
#include "gnn_synergy/features/normaliser.hpp"
#include "gnn_synergy/features/pair_features.hpp"
#include "gnn_synergy/model/network.hpp"

namespace hearth::synergy {

// Standardised pair features first, then context features as they are.
inline constexpr int kHomeFeatures = kPairFeatures + kContextFeatures;
inline constexpr NetworkShape kHomeShape{kHomeFeatures, 16, 0};

struct SynergyModel {
    TypeCounts counts;
    Normaliser normaliser;         // of the pair features
    std::vector<Network> members;  // their mean is the score from other homes
    Network home;                  // added to it; kHomeShape
    double temperature = 1;        // of the softmax over the candidates of a trigger
};

}  // namespace hearth::synergy
