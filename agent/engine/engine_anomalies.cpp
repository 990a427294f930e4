// What is strange about the day, as the models tell it.
#include "engine/engine.hpp"
#include "engine/part_options.hpp"

namespace hearth::engine {

std::map<std::string, Engine::AskModel> Engine::models_that_tell(bool Manifest::*capability) {
    std::map<std::string, AskModel> out;
    for (const auto& [name, server] : servers_) {
        const Manifest& manifest = trainer_->find(name)->manifest;
        if (!manifest.explain || !(manifest.*capability)) continue;
        out[name] = [this, one = server.get()](Json request,
                                               const std::function<void(Result<Json>)>& on_reply) {
            one->explain(std::move(request), [this, on_reply](Result<Json> reply) {
                if (reply) *reply = names_->shown(std::move(*reply));
                on_reply(std::move(reply));
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
