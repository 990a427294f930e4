// The cross-home prior that lies beside the plugin, prior.safetensors.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "core/result.hpp"
#include "gnn_synergy/model/synergy_model.hpp"
#include "sdk/safetensors.hpp"

namespace hearth::synergy {

struct Prior {
    SynergyModel model;
    std::set<std::string> homes;  // fingerprints of those it has learned from
};

using PriorSource = std::function<Result<Prior>()>;

// bad_weights for a file that is missing, damaged or another than the one that this plugin was
// built with.
Result<Prior> load_prior();

sdk::TensorFile to_tensor_file(const Prior& prior);
Result<Prior> prior_of(const sdk::TensorFile& file);

// Tells homes apart by their automations, without saying what they are.
std::string fingerprint_of(const Home& home);

}  // namespace hearth::synergy
