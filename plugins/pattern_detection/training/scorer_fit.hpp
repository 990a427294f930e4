// Fitting the scorer's weights with LibTorch, which this header does not show. The rest of the
// plugin reaches it through fit_library.hpp; nothing is thrown.
#pragma once

#include <functional>
#include <vector>

#include "core/result.hpp"
#include "pattern_detection/scorer/scorer.hpp"
#include "pattern_detection/scorer/training_rows.hpp"
#include "sdk/fit_options.hpp"
#include "sdk/host.hpp"

namespace hearth::pattern {

struct ScorerFit {
    ScorerWeights weights;
    sdk::FitResult fit;
};

struct NetOptions {
    double weight_decay = 1e-3;     // of U, u, v, v0; W and g have none
    double mixer_rate_factor = .3;  // of the learning rate, for W and g
    double input_dropout = .1, hidden_dropout = .2;
    ExpertSet excluded = {};  // experts whose answers the net does not get
};

struct ScorerFitOptions {
    sdk::FitOptions loop;
    NetOptions net;
};

// Random U and u for a scorer that was never fitted (uniform within 1 / sqrt(inputs), LibTorch's
// default for a linear layer).
void draw_hidden_layer(ScorerWeights& weights, std::uint64_t seed);

// Gradient descent from `start`; the best weights by validation loss, which may be the start's.
// Errors as sdk::fit.
Result<ScorerFit> fit_scorer(const TrainingRows& data, const sdk::FitRows& rows,
                             const ScorerWeights& start, const ScorerFitOptions& options,
                             const sdk::Host& host);

}  // namespace hearth::pattern
