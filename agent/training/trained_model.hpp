// A model that is installed, with what the configuration says about it.
#pragma once

#include "core/json.hpp"
#include "domain/manifest.hpp"

namespace hearth::training {

struct TrainedModel {
    Manifest manifest;
    bool enabled = true;
    Json options = Json::object();  // complete hyper-parameters
};

}  // namespace hearth::training
