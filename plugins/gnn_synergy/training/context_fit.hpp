// Learns from simulated homes what areas, devices, names and events are worth: the network of a
// home as it is shipped. The networks from real homes stay as they are.
#pragma once

#include "gnn_synergy/training/adaptation.hpp"

namespace hearth::synergy {

struct ContextOptions {
    std::size_t homes = 120;
    std::size_t epochs = 12;
    double learning_rate = 1e-2;
    std::uint64_t seed = 42;
};

// Fits model.home in place, over the context features alone: its weights for the pair features are
// 0 before and after, so that a home without areas, names and events is scored as the real homes
// taught.
Status fit_context(const FitFunctions& fit, const ContextOptions& options, SynergyModel& model,
                   const sdk::Host& host);

}  // namespace hearth::synergy
