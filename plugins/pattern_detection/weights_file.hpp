// The scorer's weights as a weights file: tensors W, g, U, u, v, v0 and the list of experts they
// were fitted for. Nothing in it depends on the home's vocabulary.
#pragma once

#include <cstddef>

#include "core/result.hpp"
#include "pattern_detection/scorer/scorer.hpp"
#include "sdk/safetensors.hpp"

namespace hearth::pattern {

sdk::TensorFile to_tensor_file(const ScorerWeights& weights);

// bad_weights when a tensor is missing or of another shape, or the experts are others.
Result<ScorerWeights> from_tensor_file(const sdk::TensorFile& file);

}  // namespace hearth::pattern
