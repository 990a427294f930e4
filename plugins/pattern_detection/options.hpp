// The hyper-parameters, as manifest.yaml declares them.
#pragma once

#include <string>
#include <vector>

#include "sdk/options.hpp"

namespace hearth::pattern {

struct TrainingOptions {
    std::size_t epochs = 8, batch_rows = 32;
    double learning_rate = 3e-3;
    // Incremental: how strongly the incumbent's mixer and output weights hold, in rows.
    double tune_mixer_l2 = 400, tune_output_l2 = 200;
    double mixer_l2 = 30;
    // A full training that starts at the prior: how strongly its weights hold, in rows, and the
    // epochs of gradient descent that follow.
    bool prior = true;
    double prior_mixer_l2 = 100, prior_output_l2 = 100;
    std::size_t tune_epochs = 5;
    double tune_rate = 1e-3;
    bool network = true;              // false: the convex part alone
    std::string without = "nothing";  // experts left out (expert_groups.hpp)
    bool query_time = false;          // judge also with the time known (timing_scores.hpp)
    double weight_decay = 1e-3;
    double input_dropout = .1, hidden_dropout = .2;
    std::size_t minimum_rows = 60;
    std::size_t maximum_rows = 12'000;  // of homes with more than 20,000 events

    static std::vector<sdk::OptionSpec> declared();
    // Precondition: read with declared().
    static TrainingOptions from(const sdk::Options& options);
};

}  // namespace hearth::pattern
