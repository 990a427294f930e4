#include "training/anchor_record.hpp"

namespace hearth::training {

namespace {

constexpr const char* kBest = "best_on_anchor";

Error no_state(const std::string& model) {
    return {ErrorCode::kNotFound, "no state is stored for " + model};
}

}  // namespace

Result<learning::Scores> AnchorRecord::best(const Manifest& manifest) const {
    const auto state = store_.models().get(manifest.name);
    if (!state) return state.error();
    learning::Scores best;
    if (*state) best = learning::scores_from_json((*state)->extra.value(kBest, Json::object()));
    const auto versions = store_.versions().list(manifest.name, 1000);
    if (!versions) return versions.error();
    for (const ModelVersion& version : *versions) {
        if (version.state != "active" && version.state != "previous") continue;
        const Json anchor = version.metrics.value("anchor", Json::object());
        const Json scores = anchor.value("scores", Json::object());
        best = learning::best_of(
            best, learning::scores_from_json(scores.value("model", Json::object())), manifest);
    }
    return best;
}

Status AnchorRecord::keep(const Manifest& manifest) const {
    const auto scores = best(manifest);
    if (!scores) return scores.error();
    if (scores->empty()) return {};
    auto state = store_.models().get(manifest.name);
    if (!state) return state.error();
    if (!*state) return no_state(manifest.name);
    (*state)->extra[kBest] = learning::to_json(*scores);
    return store_.models().update(**state);
}

Status AnchorRecord::forget(const std::string& model) const {
    auto state = store_.models().get(model);
    if (!state) return state.error();
    if (!*state) return no_state(model);
    if ((*state)->extra.erase(kBest) == 0) return {};
    return store_.models().update(**state);
}

}  // namespace hearth::training
