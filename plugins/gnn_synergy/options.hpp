// The hyper-parameters, as manifest.yaml declares them.
#pragma once

#include <vector>

#include "sdk/options.hpp"

namespace hearth::synergy {

struct TrainingOptions {
    std::size_t epochs = 15;
    double learning_rate = 1e-3;
    double hold = .01;
    double dropout = .2;
    double hide = .2;
    std::size_t least_questions = 5;

    static std::vector<sdk::OptionSpec> declared();
    // Precondition: read with declared().
    static TrainingOptions from(const sdk::Options& options);
};

}  // namespace hearth::synergy
