// One training run as every plugin goes through it: request, dataset, split, incumbent, the
// plugin's own training, weights file, result. And the opening of a model for serving.
#pragma once

#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "sdk/plugin.hpp"

namespace hearth::sdk {

struct PluginName {
    std::string name;
    std::string version;
};

// The result as in docs/plugin-guide.md. Errors as in failure.hpp; no weights file is left then.
Result<Json> run_training(Model& model, const PluginName& plugin, const Json& request,
                          const Host& host);

// {"fallback","rows"}.
Result<Json> open_model(Model& model, const PluginName& plugin, const Json& request,
                        const Host& host);

// What the plugin's own protocol gives, with "seed" and "seconds".
Result<Json> run_evaluation(Model& model, const Json& request, const Host& host);

}  // namespace hearth::sdk
