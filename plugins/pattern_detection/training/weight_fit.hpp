// How the scorer's weights are fitted on what the experts said before the training rows: near the
// incumbent (incremental), from the prior, or from nothing.
//
// From nothing the fit has two steps. The first, with the newest training rows kept back, finds how
// many epochs help (none: the linear mixer alone is best). The second fits on all training rows for
// that many. With only a few rows kept back the number of epochs stays as set. From the prior the
// way is short: its mixer and output weights first find their best values near it, which is a
// convex problem, then all of them go on by gradient descent for a few epochs at a small rate.
#pragma once

#include <optional>
#include <vector>

#include "core/result.hpp"
#include "pattern_detection/options.hpp"
#include "pattern_detection/training/fit_library.hpp"
#include "sdk/host.hpp"
#include "sdk/plugin.hpp"

namespace hearth::pattern {

// With activations of the hidden layer that is held, if there is one.
struct RowsToFit {
    const TrainingRows& data;
    const sdk::FitRows& fit;              // indices into data, validation kept back
    const std::vector<std::size_t>& all;  // all of data
};

class WeightFit {
public:
    // All must outlive it. fit_source is asked for LibTorch's part only when it is needed.
    WeightFit(const sdk::TrainInput& input, const sdk::Host& host, const TrainingOptions& options,
              const FitSource& fit_source, const RowsToFit& rows);

    // What is convex of the scorer, near the incumbent; the hidden layer stays. cancelled.
    Result<ScorerFit> near(const ScorerWeights& incumbent) const;
    // Errors: cancelled, those of fit_source and of sdk::fit.
    Result<ScorerFit> from_prior(const ScorerWeights& prior) const;
    Result<ScorerFit> from_nothing() const;

private:
    struct Strength {
        double mixer_l2, output_l2;
        std::size_t iterations;
    };
    ScorerWeights convex(const ScorerWeights& near, const Strength& strength) const;
    // A random hidden layer, still silent, and the best linear mixer. mix: where its search begins.
    Result<ScorerWeights> start(const std::vector<std::size_t>& rows,
                                const std::vector<float>& mix) const;
    Result<ScorerFit> descend(const sdk::FitRows& rows, const ScorerWeights& from,
                              const sdk::FitOptions& loop) const;
    sdk::FitOptions loop(const char* name, std::size_t epochs, double rate) const;

    const sdk::TrainInput& input_;
    const sdk::Host& host_;
    const TrainingOptions& options_;
    const FitSource& fit_source_;
    RowsToFit rows_;
    ExpertSet excluded_;
};

}  // namespace hearth::pattern
