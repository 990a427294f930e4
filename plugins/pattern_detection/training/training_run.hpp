// One training run of the next-action model: replay the log, fit the scorer on what the experts
// said before each training row, judge it on the hold-out.
//
// A full training starts at the prior where there is one (weight_fit.hpp). An incremental training
// holds the hidden layer of the incumbent and finds the best mixer and output weights near the
// incumbent's for the new rows and a sample of older ones: a convex problem, solved exactly and
// without LibTorch.
#pragma once

#include "core/result.hpp"
#include "pattern_detection/training/fit_library.hpp"
#include "pattern_detection/training/prior_file.hpp"
#include "sdk/host.hpp"
#include "sdk/plugin.hpp"

namespace hearth::pattern {

// What a training gets from beside the plugin, asked for only when it is needed. Their errors are
// returned.
struct TrainingParts {
    FitSource fit;      // LibTorch's part
    PriorSource prior;  // the weights that a full training starts at
};

// no_data with fewer usable rows than the option minimum_rows; bad_input for a time zone that does
// not exist; bad_weights for an incumbent that does not fit; cancelled.
Result<sdk::TrainOutput> run_training(const sdk::TrainInput& input, const sdk::Host& host,
                                      const TrainingParts& parts);

}  // namespace hearth::pattern
