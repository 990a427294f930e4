#include "engine/model_setup.hpp"

#include <algorithm>

#include "config/plugin_catalogue.hpp"

namespace hearth::engine {

namespace {

Status check_names(const config::Settings& settings, const config::PluginCatalogue& catalogue) {
    for (const auto& [name, model] : settings.models) {
        const bool installed =
            std::any_of(catalogue.manifests.begin(), catalogue.manifests.end(),
                        [&, wanted = name](const Manifest& m) { return m.name == wanted; });
        if (installed) continue;
        std::string known;
        for (const Manifest& manifest : catalogue.manifests)
            known += (known.empty() ? "" : ", ") + manifest.name;
        return Error{ErrorCode::kInvalid, "models." + name + ": no such model is installed in " +
                                              settings.plugin_folder +
                                              "; there are: " + (known.empty() ? "none" : known)};
    }
    return {};
}

}  // namespace

Result<ModelSetup> set_up_models(const config::Settings& settings) {
    const config::PluginCatalogue catalogue =
        config::find_plugins(settings.plugin_folder, settings.trust_any_owner);
    if (Status named = check_names(settings, catalogue); !named) return named.error();
    ModelSetup setup;
    setup.problems = catalogue.problems;
    for (const Manifest& manifest : catalogue.manifests) {
        training::TrainedModel model;
        model.manifest = manifest;
        config::ModelSettings chosen;
        if (const auto found = settings.models.find(manifest.name); found != settings.models.end())
            chosen = found->second;
        model.enabled = chosen.enabled;
        if (chosen.threshold) model.manifest.threshold.base = *chosen.threshold;
        auto options = config::check_options(manifest, chosen.options);
        if (!options)
            return Error{options.error().code,
                         "models." + manifest.name + ".options: " + options.error().text};
        model.options = std::move(*options);
        setup.models.push_back(std::move(model));
    }
    return setup;
}

}  // namespace hearth::engine
