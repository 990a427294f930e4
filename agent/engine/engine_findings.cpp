// What the models tell: habits and synergies for the suggester, what is strange about the day.
#include "engine/engine.hpp"
#include "engine/part_options.hpp"

namespace hearth::engine {

namespace {

constexpr TimeUs kCounted = 90 * kMicrosPerDay;  // what is older tells little of what people do now

}  // namespace

std::map<std::string, Engine::AskModel> Engine::models_that_tell(bool Manifest::*capability) {
    std::map<std::string, AskModel> out;
    for (const auto& [name, server] : servers_) {
        const Manifest& manifest = trainer_->find(name)->manifest;
        if (!manifest.explain || !(manifest.*capability)) continue;
        out[name] = [this, one = server.get()](Json request,
                                               const std::function<void(Result<Json>)>& on_reply) {
            one->explain(std::move(request), [this, on_reply](Result<Json> reply) {
                if (!reply) return on_reply(std::move(reply));
                suggestions::CoActivation::complete(
                    loop_, *store_, *std::move(reply), clock_.wall_us() - kCounted,
                    [this, on_reply](Json told) { on_reply(names_->shown(std::move(told))); });
            });
        };
    }
    return out;
}

void Engine::make_anomaly_watch() {
    anomalies::AnomalyWatch::Handlers handlers;
    handlers.models = [this] { return models_that_tell(&Manifest::anomalies); };
    handlers.on_new = handlers_.on_anomaly;
    handlers.on_changed = handlers_.on_anomalies_changed;
    anomalies_ = std::make_unique<anomalies::AnomalyWatch>(
        clock_, *store_, zone_,
        anomalies::WatchRules{settings_.anomalies.enabled, settings_.anomalies.most_a_day},
        std::move(handlers));
}

}  // namespace hearth::engine
