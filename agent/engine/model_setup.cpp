#include "engine/model_setup.hpp"

#include <algorithm>

namespace hearth::engine {

namespace {

constexpr double kImprovement = 0.02;  // relative gain, where the manifest names none of its own

Status check_names(const config::Settings& settings, const std::vector<Manifest>& installed) {
    for (const auto& [name, model] : settings.models) {
        const bool is_there =
            std::any_of(installed.begin(), installed.end(),
                        [&, wanted = name](const Manifest& m) { return m.name == wanted; });
        if (is_there) continue;
        std::string known;
        for (const Manifest& manifest : installed)
            known += (known.empty() ? "" : ", ") + manifest.name;
        return Error{ErrorCode::kInvalid, "models." + name + ": no such model is installed in " +
                                              settings.plugin_folder +
                                              "; there are: " + (known.empty() ? "none" : known)};
    }
    return {};
}

}  // namespace

Manifest in_force(Manifest manifest, const config::ModelSettings& settings) {
    if (settings.threshold) manifest.threshold.base = *settings.threshold;
    if (settings.tolerance)
        for (MetricPolicy& metric : manifest.primary_metrics)
            metric.tolerance = *settings.tolerance;
    if (settings.policy == "tolerance") manifest.accept.min_gain = 0;
    if (settings.policy == "improvement" && manifest.accept.min_gain <= 0)
        manifest.accept.min_gain = kImprovement;
    return manifest;
}

double tolerance_of(const Manifest& manifest) {
    return manifest.primary_metrics.empty() ? 0 : manifest.primary_metrics.front().tolerance;
}

std::string policy_of(const Manifest& manifest) {
    return manifest.accept.min_gain > 0 ? "improvement" : "tolerance";
}

Result<std::vector<training::TrainedModel>> set_up_models(const config::Settings& settings,
                                                          const std::vector<Manifest>& installed) {
    if (Status named = check_names(settings, installed); !named) return named.error();
    std::vector<training::TrainedModel> out;
    for (const Manifest& manifest : installed) {
        config::ModelSettings chosen;
        if (const auto found = settings.models.find(manifest.name); found != settings.models.end())
            chosen = found->second;
        auto options = config::check_options(manifest, chosen.options);
        if (!options)
            return Error{options.error().code,
                         "models." + manifest.name + ".options: " + options.error().text};
        training::TrainedModel model;
        model.manifest = in_force(manifest, chosen);
        model.enabled = chosen.enabled;
        model.options = std::move(*options);
        out.push_back(std::move(model));
    }
    return out;
}

}  // namespace hearth::engine
