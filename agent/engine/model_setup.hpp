// From the installed plugins and the settings to the models that this instance trains and serves.
#pragma once

#include <string>
#include <vector>

#include "config/plugin_catalogue.hpp"
#include "config/settings.hpp"
#include "core/result.hpp"
#include "training/trainer.hpp"

namespace hearth::engine {

// kInvalid when the settings name a model that is not installed, or give an option that its
// manifest does not declare.
Result<std::vector<training::TrainedModel>> set_up_models(const config::Settings& settings,
                                                          const std::vector<Manifest>& installed);

// The manifest with what the settings say instead.
Manifest in_force(Manifest manifest, const config::ModelSettings& settings);

// Of the first primary metric; 0 without one.
double tolerance_of(const Manifest& manifest);
// "tolerance" or "improvement": what a new version must show against the active one.
std::string policy_of(const Manifest& manifest);

}  // namespace hearth::engine
