// The hyper-parameters, as manifest.yaml declares them.
#pragma once

#include <vector>

#include "sdk/options.hpp"

namespace hearth::pattern {

struct TrainingOptions {
    std::size_t epochs = 8, batch_rows = 32;
    double learning_rate = 3e-3;
    std::size_t tune_epochs = 5;  // incremental, from the incumbent's weights
    double tune_learning_rate = 1e-3;
    double mixer_l2 = 30;
    double weight_decay = 1e-3;
    double input_dropout = .1, hidden_dropout = .2;
    std::size_t minimum_rows = 60;
    std::size_t maximum_rows = 12'000;  // of homes with more than 20,000 events

    static std::vector<sdk::OptionSpec> declared();
    // Precondition: read with declared().
    static TrainingOptions from(const sdk::Options& options);
};

}  // namespace hearth::pattern
