// Fits what a home adds to the prior on draws of its own. The prior's networks stay as they are.
#pragma once

#include <vector>

#include "gnn_synergy/options.hpp"
#include "gnn_synergy/protocol/own_draws.hpp"
#include "gnn_synergy/training/fit_library.hpp"

namespace hearth::synergy {

struct AdaptationFit {
    TrainingOptions options;
    sdk::FitOptions loop;  // seed, time limit, checkpoint
};

// Fits `home` in place on all draws but those of `validation` (numbers, ascending), which decide
// how long: if nothing is better on them than the start, it stays as it was. Without draws nothing
// is done. `validation` empty: the last two draws.
Result<sdk::FitResult> adapt_home(const FitFunctions& fit, std::vector<Draw> draws,
                                  const AdaptationFit& options, Network& home,
                                  const sdk::Host& host, std::vector<std::size_t> validation = {});

}  // namespace hearth::synergy
