// Settings that take effect while the engine runs.
#include <algorithm>

#include "config/plugin_catalogue.hpp"
#include "core/log.hpp"
#include "domain/no_such_model.hpp"
#include "engine/engine.hpp"
#include "engine/part_options.hpp"

namespace hearth::engine {

Status Engine::apply_setting(const std::string& key) {
    const std::string model = config::model_key(key).model;
    if (!model.empty()) {
        if (Status changed = apply_model_settings(model); !changed) return changed;
        handlers_.on_model_changed(model);
    } else if (key == "learning.enabled") {
        refresh_quality_rules();
        trainer_->set_learning_enabled(settings_.learning.enabled);
    } else if (key.starts_with("suggestions.")) {
        suggester_->set_rules(suggester_rules(settings_.suggestions));
    } else if (key == "learning.approval") {
        live_judge_->approvals().set_rules(approval_rules(settings_.learning));
    }
    trainer_->consider_all();
    return {};
}

void Engine::refresh_quality_rules() {
    learning::QualityRules rules = quality_rules(settings_.learning);
    rules.pause = filter_->rules().pause;
    rules.excluded.insert(rules.excluded.end(), own_entities_.begin(), own_entities_.end());
    filter_->set_rules(std::move(rules));
}

void Engine::set_own_entities(std::vector<std::string> entity_ids) {
    own_entities_ = std::move(entity_ids);
    refresh_quality_rules();
}

Status Engine::apply_model_settings(const std::string& name) {
    const auto changed = set_up_models(settings_, installed_);
    if (!changed) return changed.error();
    const auto found = std::find_if(changed->begin(), changed->end(),
                                    [&](const auto& m) { return m.manifest.name == name; });
    if (found == changed->end()) return no_such_model(name);
    const bool was_enabled = trainer_->find(name)->enabled;
    trainer_->change_model(*found);
    if (Status begun = thresholds_->begin(found->manifest); !begun) return begun;
    return found->enabled == was_enabled ? Status() : switch_model(*found);
}

Status Engine::switch_model(const training::TrainedModel& model) {
    const std::string& name = model.manifest.name;
    ingest_->set_models(sample_filters());
    if (Status done = scheduler_->follow(model); !done) return done;
    if (!model.enabled) {
        stop_server(name);
        return {};
    }
    if (Status loaded = replay_->load(model.manifest); !loaded) return loaded;
    make_server(model);
    if (const auto server = servers_.find(name); server != servers_.end()) server->second->reload();
    return {};
}

// Its answers may be on their way to it: the loop lets it go after them.
void Engine::stop_server(const std::string& model) {
    const auto server = servers_.find(model);
    if (server == servers_.end()) return;
    server->second->stop();
    asio::post(loop_, [gone = std::shared_ptr<serving::ModelServer>(std::move(server->second))] {});
    servers_.erase(server);
}

std::map<std::string, SampleFilter> Engine::sample_filters() const {
    std::map<std::string, SampleFilter> out;
    for (const training::TrainedModel& model : trainer_->models())
        if (model.enabled) out[model.manifest.name] = model.manifest.samples;
    return out;
}

}  // namespace hearth::engine
