// One training run of the next-action model: replay the log, fit the scorer on what the experts
// said before each training row, judge it on the hold-out.
//
// The fit has two steps. The first, with the newest training rows kept back, finds how many epochs
// help (none: the linear mixer alone is best). The second fits on all training rows for that many.
// With only a few validation rows the number of epochs stays as set.
#pragma once

#include "core/result.hpp"
#include "sdk/host.hpp"
#include "sdk/plugin.hpp"

namespace hearth::pattern {

// no_data with fewer usable rows than the option minimum_rows; bad_input for a time zone that does
// not exist; bad_weights for an incumbent that does not fit; cancelled.
Result<sdk::TrainOutput> run_training(const sdk::TrainInput& input, const sdk::Host& host);

}  // namespace hearth::pattern
