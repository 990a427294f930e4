// Fitting one scorer on many homes: the linear mixer first (convex), then the network from there.
#pragma once

#include <cstdint>
#include <vector>

#include "core/result.hpp"
#include "pattern_detection/training/scorer_fit.hpp"

namespace hearth::pattern {

struct PriorOptions {
    std::size_t epochs = 8, batch_rows = 64;
    double learning_rate = 3e-3;
    double mixer_l2 = 10;
    std::uint64_t seed = 1;
    NetOptions net;
};

// Batches hold rows of one home each. Every home counts by the square root of its rows. Errors as
// sdk::fit.
Result<ScorerFit> fit_prior(const std::vector<TrainingRows>& homes, const PriorOptions& options,
                            const sdk::Host& host);

}  // namespace hearth::pattern
