// One training at home: what this home adds to the prior is fitted on its own pairs, and judged on
// pairs that it has not seen: automations hidden whole, and what followed what later on.
#pragma once

#include "gnn_synergy/training/fit_library.hpp"
#include "gnn_synergy/training/prior_file.hpp"
#include "sdk/plugin.hpp"

namespace hearth::synergy {

// no_data when nothing is known that could teach what belongs together; bad_weights for an
// incumbent or a prior that cannot be read; errors of the fit.
Result<sdk::TrainOutput> run_training(const sdk::TrainInput& input, const sdk::Host& host,
                                      const FitSource& fit_source, const PriorSource& prior_source);

}  // namespace hearth::synergy
