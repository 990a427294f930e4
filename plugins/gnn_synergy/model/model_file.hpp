// A model as a weights file: plain tensors. Nothing in it depends on the home's entities.
#pragma once

#include "core/result.hpp"
#include "gnn_synergy/model/synergy_model.hpp"
#include "sdk/safetensors.hpp"

namespace hearth::synergy {

sdk::TensorFile to_tensor_file(const SynergyModel& model);
// bad_weights when a tensor is missing or of another shape, or the features are others.
Result<SynergyModel> from_tensor_file(const sdk::TensorFile& file);

}  // namespace hearth::synergy
