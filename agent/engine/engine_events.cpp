// What happens while the engine runs.
#include <algorithm>

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "engine/engine.hpp"

namespace hearth::engine {

namespace {
constexpr TimeUs kJudgePause = kMicrosPerMinute;
}

void Engine::tick() {
    trainer_->consider_all();
    if (clock_.steady_us() - judged_us_ <= kJudgePause) return;
    judged_us_ = clock_.steady_us();
    std::vector<std::string> names;
    for (const auto& model : trainer_->models()) names.push_back(model.manifest.name);
    live_judge_->tick(names);
    for (const auto& model : trainer_->models())
        if (model.enabled) drift_->consider(model.manifest);
    scheduler_->tick();
    suggestion_keeper_->age();
    suggester_->tick();
    anomalies_->tick();
    if (const Status dropped = names_->drop_unknown(); !dropped)
        log::error("cannot read the names of entities error=\"{}\"", dropped.error().text);
    if (const Status refreshed = pauses_->refresh(); !refreshed)
        log::error("cannot read the pauses error=\"{}\"", refreshed.error().text);
}

void Engine::on_active_changed(const std::string& model) {
    if (const auto server = servers_.find(model); server != servers_.end())
        server->second->reload();
    if (const auto* trained = trainer_->find(model)) drift_->consider(trained->manifest);
    suggester_->look_soon();
    handlers_.on_model_changed(model);
}

void Engine::on_drift(const std::string& model) {
    if (const auto* trained = trainer_->find(model)) thresholds_->on_drift(trained->manifest);
    trainer_->consider_all();
}

void Engine::on_forgotten(const training::TrainedModel& model) {
    if (const Status loaded = replay_->load(model.manifest); !loaded)
        log::error("the replay buffer is not filled anew model={} error=\"{}\"",
                   model.manifest.name, loaded.error().text);
    if (const auto server = servers_.find(model.manifest.name); server != servers_.end())
        server->second->restart();
    if (const Status dropped = names_->drop_unknown(); !dropped)
        log::error("names of what was forgotten are still kept error=\"{}\"", dropped.error().text);
    anomalies_->forget();
    handlers_.on_model_changed(model.manifest.name);
}

void Engine::on_samples(const std::vector<Sample>& samples, TimeUs received_us) {
    for (const auto& model : trainer_->models())
        if (model.enabled)
            if (const Status offered = replay_->offer(model.manifest, samples); !offered)
                log::error("the replay buffer missed samples model={} error=\"{}\"",
                           model.manifest.name, offered.error().text);
    for (const auto& [name, server] : servers_) server->observe(samples, received_us);
    trainer_->consider_all();
    handlers_.on_counts();
}

void Engine::on_batch() {
    if (const Status looked = household_->look(); !looked)
        log::error("cannot note guests or a vacation error=\"{}\"", looked.error().text);
    handlers_.on_batch();
}

void Engine::on_prediction(const std::string& model, const Sample& after, TimeUs received_us,
                           Json prediction) {
    prediction["model"] = model;
    prediction["time"] = format_iso_time(after.time_us);
    prediction["after"] = after.label;
    prediction = names_->shown(std::move(prediction));
    prediction["latency_us"] = clock_.wall_us() - received_us;
    if (settings_.home.simulated) prediction["simulated"] = true;
    handlers_.on_prediction(std::move(prediction));
}

std::int64_t Engine::queue() const {
    return std::max<std::int64_t>(0, gate_->received() - ingest_->position());
}

TimeUs Engine::lag_us() const {
    if (queue() == 0) return 0;
    const auto next = store_->inbox().read_after(ingest_->position(), 1);
    if (!next || next->empty()) return 0;
    return std::max<TimeUs>(0, clock_.wall_us() - next->front().received_us);
}

bool Engine::answering() const {
    return std::any_of(servers_.begin(), servers_.end(),
                       [](const auto& server) { return server.second->busy(); });
}

bool Engine::busy() const {
    return queue() > 0 || trainer_->busy() || answering() || forgetting_->busy();
}

Json Engine::event_counts() {
    const store::Counters& counters = store_->counters();
    return {{"received", gate_->received()},
            {"stored", counters.get(store::counter::kEventsStored)},
            {"duplicate", counters.get(store::counter::kEventsDuplicate)},
            {"quarantined", counters.get(store::counter::kEventsQuarantined)},
            {"possible_gaps", counters.get(ingest::counter::kPossibleGaps)},
            {"queue", queue()},
            {"lag_s", static_cast<double>(lag_us()) / kMicrosPerSecond}};
}

std::string Engine::trouble() const {
    return gate_->storing() ? ingest_->trouble() : "messages cannot be stored at the moment";
}

}  // namespace hearth::engine
