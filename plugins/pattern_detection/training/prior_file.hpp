// The prior: a scorer that was fitted on simulated homes, shipped beside the plugin. A home's own
// full training starts at it.
#pragma once

#include <functional>
#include <optional>

#include "core/result.hpp"
#include "pattern_detection/scorer/scorer.hpp"

namespace hearth::pattern {

// Nothing: there is no prior, and a training starts from nothing.
using PriorSource = std::function<Result<std::optional<ScorerWeights>>()>;

// prior.safetensors in the plugin's folder; its hash must be the one that the plugin was built
// with. bad_weights when it is another file or was fitted for other experts; kNotFound; kRefused
// when others than the owner of the plugin may have written it. Nothing when none was built in.
Result<std::optional<ScorerWeights>> load_prior_file();

}  // namespace hearth::pattern
