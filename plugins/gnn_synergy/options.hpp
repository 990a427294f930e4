// The hyper-parameters, as manifest.yaml declares them.
#pragma once

#include <vector>

#include "sdk/options.hpp"

namespace hearth::synergy {

struct TrainingOptions {
    // Gently, on automations alone; far less so where events say what follows what, since the prior
    // knows of events only from simulated homes.
    std::size_t epochs = 15, event_epochs = 200;
    double learning_rate = 1e-3, event_learning_rate = 1e-2;
    double hold = .01, event_hold = 1e-3;
    double dropout = .2;
    double hide = .2;

    // Of a home with events.
    TrainingOptions with_events() const;
    static std::vector<sdk::OptionSpec> declared();
    // Precondition: read with declared().
    static TrainingOptions from(const sdk::Options& options);
};

}  // namespace hearth::synergy
