// From the installed plugins and the settings to the models that this instance trains and serves.
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "core/result.hpp"
#include "training/trainer.hpp"

namespace hearth::engine {

struct ModelSetup {
    std::vector<training::TrainedModel> models;
    std::vector<std::string> problems;  // plugins that cannot be used, and why
};

// kInvalid when the settings name a model that is not installed, or give an option that its
// manifest does not declare.
Result<ModelSetup> set_up_models(const config::Settings& settings);

}  // namespace hearth::engine
