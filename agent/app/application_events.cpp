// What happens while the daemon runs: samples, predictions, decisions, and what is published of
// them.
#include <unistd.h>

#include <algorithm>

#include "app/application.hpp"
#include "app/process_memory.hpp"
#include "commands/model_report.hpp"
#include "core/iso_time.hpp"
#include "core/log.hpp"

namespace hearth::app {

namespace {
constexpr auto kTick = std::chrono::seconds(1);
constexpr int kQuietTicks = 10;  // without a message, before memory is given back
constexpr TimeUs kJudgePause = 60 * kMicrosPerSecond;
constexpr TimeUs kCountsPause = kMicrosPerSecond / 5;
}  // namespace

void Application::on_connected(bool session_present) {
    log::info("connected to the broker uri={} session_present={}", settings_.mqtt.uri,
              session_present);
    if (const auto sent = broker_->publish(topics_->status(), "online", 1, true); !sent)
        log::warn("the status was not sent error=\"{}\"", sent.error().text);
    ingest_->broker_connected();
    outbox_->on_connected();
    published_models_.clear();
    for (const auto& model : trainer_->models()) publish_model(model.manifest.name);
}

void Application::on_active_changed(const std::string& model) {
    if (const auto server = servers_.find(model); server != servers_.end())
        server->second->reload();
    if (const auto* trained = trainer_->find(model)) drift_->consider(trained->manifest);
    publish_model(model);
}

void Application::on_drift(const std::string& model) {
    if (const auto* trained = trainer_->find(model)) thresholds_->on_drift(trained->manifest);
    trainer_->consider_all();
}

void Application::on_forgotten(const training::TrainedModel& model) {
    if (const Status loaded = replay_->load(model.manifest); !loaded)
        log::error("the replay buffer is not filled anew model={} error=\"{}\"",
                   model.manifest.name, loaded.error().text);
    if (const auto server = servers_.find(model.manifest.name); server != servers_.end())
        server->second->restart();
    publish_model(model.manifest.name);
}

commands::AgentContext Application::agent_context() {
    return {clock_,
            *store_,
            *trainer_,
            *versions_,
            servers_,
            *live_judge_,
            *drift_,
            *scheduler_,
            *pauses_,
            *forgetting_,
            loop_,
            zone_,
            settings_.home.simulated,
            [this] { return agent_status(); }};
}

void Application::on_samples(const std::vector<Sample>& samples, TimeUs received_us) {
    for (const auto& model : trainer_->models())
        if (model.enabled)
            if (const Status offered = replay_->offer(model.manifest, samples); !offered)
                log::error("the replay buffer missed samples model={} error=\"{}\"",
                           model.manifest.name, offered.error().text);
    for (const auto& [name, server] : servers_) server->observe(samples, received_us);
    trainer_->consider_all();
    publish_sample_counts();
}

void Application::on_batch() { notifier_->set_status("queue " + std::to_string(queue())); }

void Application::publish_sample_counts() {
    const TimeUs now = clock_.steady_us();
    if (http_->watchers() == 0 || now - counts_published_us_ < kCountsPause) return;
    counts_published_us_ = now;
    for (const auto& model : trainer_->models()) {
        const auto state = store_->models().get(model.manifest.name);
        if (!state || !*state) continue;
        feed_.publish("samples", {{"model", model.manifest.name},
                                  {"samples_new", (*state)->samples_new},
                                  {"samples_total", (*state)->samples_total},
                                  {"threshold", static_cast<std::int64_t>((*state)->threshold)}});
    }
}

void Application::on_prediction(const std::string& model, const Sample& after, TimeUs received_us,
                                Json prediction) {
    prediction["model"] = model;
    prediction["time"] = format_iso_time(after.time_us);
    prediction["after"] = after.label;
    prediction["latency_us"] = clock_.wall_us() - received_us;
    if (settings_.home.simulated) prediction["simulated"] = true;
    // A prediction is worth nothing later: it is not kept for a broker that is away.
    if (broker_->state().connected)
        if (const auto sent =
                broker_->publish(topics_->predictions(), dump_json(prediction), 0, false);
            !sent)
            log::debug("a prediction was not sent error=\"{}\"", sent.error().text);
    feed_.publish("prediction", prediction);
}

void Application::on_decision(const Json& decision) {
    const std::string model = json_string(decision, "model").value_or("");
    // The run is stored before anybody is told; the model's state on the broker follows.
    asio::post(loop_, [this, model] {
        publish_model(model);
        release_unused_memory();
    });
}

void Application::publish_model(const std::string& model) {
    for (const auto& known : trainer_->models()) {
        if (known.manifest.name != model) continue;
        auto summary = commands::model_summary(agent_context(), model);
        if (!summary)
            return log::warn("no state of the model model={} error=\"{}\"", model,
                             summary.error().text);
        summary->erase("worker_rss_bytes");
        summary->erase("progress");
        if (settings_.home.simulated) (*summary)["simulated"] = true;
        const std::string text = dump_json(*summary);
        if (published_models_[model] == text) return;
        published_models_[model] = text;
        outbox_->send(topics_->models(model), text, true);
    }
}

void Application::tick() {
    trainer_->consider_all();
    if (clock_.steady_us() - judged_us_ > kJudgePause) {
        judged_us_ = clock_.steady_us();
        std::vector<std::string> names;
        for (const auto& model : trainer_->models()) names.push_back(model.manifest.name);
        live_judge_->tick(names);
        for (const auto& model : trainer_->models())
            if (model.enabled) drift_->consider(model.manifest);
        scheduler_->tick();
        if (const Status refreshed = pauses_->refresh(); !refreshed)
            log::error("cannot read the pauses error=\"{}\"", refreshed.error().text);
    }
    if (http_->watchers() > 0) {
        registry_.run("status", Json::object(), [this](const Result<Json>& status) {
            if (status) feed_.publish("status", *status);
        });
    }
    quiet_ticks_ = gate_->received() == received_at_tick_ ? quiet_ticks_ + 1 : 0;
    received_at_tick_ = gate_->received();
    if (quiet_ticks_ == kQuietTicks) release_unused_memory();
    if (broker_->state().connected)
        for (const auto& model : trainer_->models()) publish_model(model.manifest.name);
    tick_timer_->expires_after(kTick);
    tick_timer_->async_wait([this](const boost::system::error_code& failed) {
        if (!failed) tick();
    });
}

std::int64_t Application::queue() const {
    return std::max<std::int64_t>(0, gate_->received() - ingest_->position());
}

Json Application::agent_status() {
    const SessionState session = broker_->state();
    const store::Counters& counters = store_->counters();
    Json mqtt = {{"connected", session.connected},
                 {"broker", session.broker},
                 {"since", format_iso_time(session.since_us)}};
    if (!session.last_error.empty()) mqtt["last_error"] = session.last_error;
    Json out = {
        {"version", HEARTH_VERSION},
        {"uptime_s", (clock_.wall_us() - started_us_) / kMicrosPerSecond},
        {"simulated", settings_.home.simulated},
        {"mqtt", std::move(mqtt)},
        {"events",
         {{"received", gate_->received()},
          {"stored", counters.get(store::counter::kEventsStored)},
          {"duplicate", counters.get(store::counter::kEventsDuplicate) +
                            static_cast<std::int64_t>(ingest_->assembler_counters().duplicates)},
          {"quarantined", counters.get(store::counter::kEventsQuarantined)},
          {"possible_gaps", counters.get(ingest::counter::kPossibleGaps)},
          {"queue", queue()}}},
        {"memory", {{"rss_bytes", training::resident_bytes(::getpid())}}},
        {"database", {{"path", settings_.data_folder}, {"bytes", store_->bytes_on_disk()}}}};
    if (!ingest_->trouble().empty()) out["trouble"] = ingest_->trouble();
    if (!gate_->storing()) out["trouble"] = "messages cannot be stored at the moment";
    return out;
}

}  // namespace hearth::app
