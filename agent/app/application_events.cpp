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
constexpr TimeUs kCountsPause = kMicrosPerSecond / 5;
}  // namespace

void Application::on_connected(bool session_present) {
    log::info("connected to the broker uri={} session_present={}", settings_.mqtt.uri,
              session_present);
    publish_status();
    engine_->broker_connected();
    mqtt_door_->on_connected(session_present);
    broker_check_->on_connected();
    outbox_->on_connected();
    home_assistant_->on_connected();
    ask_door_->show_last();
    published_models_.clear();
    for (const auto& model : engine_->models()) publish_model(model.manifest.name);
}

void Application::on_lost(const std::string& reason) {
    log::warn("connection to the broker lost reason=\"{}\"", reason);
    outbox_->on_lost();
    broker_check_->on_lost();
    engine_->broker_lost();
}

void Application::publish_status() {
    if (const auto sent = broker_->publish(topics_->status(), "online", 1, true); !sent)
        log::warn("the status was not sent error=\"{}\"", sent.error().text);
}

void Application::on_own(const InboundMessage& message) {
    if (ask_door_->is_own(message.topic)) return ask_door_->flush();
    mqtt_door_->on_command(message);
}

void Application::publish_sample_counts() {
    const TimeUs now = clock_.steady_us();
    if (http_->watchers() == 0 || now - counts_published_us_ < kCountsPause) return;
    counts_published_us_ = now;
    for (const auto& model : engine_->models()) {
        const auto state = engine_->store().models().get(model.manifest.name);
        if (!state || !*state) continue;
        engine_->feed().publish("samples",
                                {{"model", model.manifest.name},
                                 {"samples_new", (*state)->samples_new},
                                 {"samples_total", (*state)->samples_total},
                                 {"threshold", static_cast<std::int64_t>((*state)->threshold)}});
    }
}

void Application::on_prediction(const Json& prediction) {
    // A prediction is worth nothing later: it is not kept for a broker that is away.
    if (broker_->state().connected)
        if (const auto sent =
                broker_->publish(topics_->predictions(), dump_json(prediction), 0, false);
            !sent)
            log::debug("a prediction was not sent error=\"{}\"", sent.error().text);
    home_assistant_->on_prediction(prediction);
    engine_->feed().publish("prediction", prediction);
}

void Application::on_suggestion(const suggestions::Suggestion& suggestion) {
    const Json body = suggestions::report(suggestion);
    home_assistant_->on_suggestion(body);
    engine_->feed().publish("suggestion", body);
}

// Those that wait for an answer, for whoever comes later.
void Application::publish_suggestions() {
    const auto all = engine_->suggestion_keeper().all();
    if (!all) return log::warn("no list of suggestions error=\"{}\"", all.error().text);
    Json open = Json::array();
    for (const suggestions::Suggestion& one : *all)
        if (suggestions::is_open(one.state)) open.push_back(suggestions::report(one));
    outbox_->send(topics_->suggestions(), dump_json({{"suggestions", std::move(open)}}), true);
}

void Application::on_anomaly(const anomalies::Anomaly& anomaly) {
    Json body = anomalies::report(anomaly);
    if (settings_.home.simulated) body["simulated"] = true;
    home_assistant_->on_anomaly(body);
    engine_->feed().publish("anomaly", body);
}

// Those of today, for whoever comes later.
void Application::publish_anomalies() {
    Json list = Json::array();
    for (const anomalies::Anomaly& one : engine_->anomalies().current())
        list.push_back(anomalies::report(one));
    outbox_->send(topics_->anomalies(), dump_json({{"anomalies", std::move(list)}}), true);
}

void Application::on_model_changed(const std::string& model) {
    publish_model(model);
    release_unused_memory();
}

void Application::publish_model(const std::string& model) {
    for (const auto& known : engine_->models()) {
        if (known.manifest.name != model) continue;
        auto summary = commands::model_summary(engine_->context(), model);
        if (!summary)
            return log::warn("no state of the model model={} error=\"{}\"", model,
                             summary.error().text);
        home_assistant_->show_model(known, *summary);
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
    engine_->tick();
    ask_door_->flush();
    creator_->tick();
    broker_check_->tick();
    if (http_->watchers() > 0) {
        engine_->registry().run("status", Json::object(), [this](const Result<Json>& status) {
            if (status) engine_->feed().publish("status", *status);
        });
    }
    quiet_ticks_ = engine_->received() == received_at_tick_ ? quiet_ticks_ + 1 : 0;
    received_at_tick_ = engine_->received();
    if (quiet_ticks_ == kQuietTicks) release_unused_memory();
    if (broker_->state().connected) {
        for (const auto& model : engine_->models()) publish_model(model.manifest.name);
        home_assistant_->tick();
    }
    tick_timer_->expires_after(kTick);
    tick_timer_->async_wait([this](const boost::system::error_code& failed) {
        if (!failed) tick();
    });
}

Json Application::agent_status() {
    const SessionState session = broker_->state();
    Json mqtt = {{"connected", session.connected},
                 {"subscribed", session.subscribed},
                 {"confirmed", broker_check_->confirmed()},
                 {"broker", session.broker},
                 {"since", format_iso_time(session.since_us)}};
    if (!session.last_error.empty()) mqtt["last_error"] = session.last_error;
    if (!broker_check_->trouble().empty()) mqtt["trouble"] = broker_check_->trouble();
    Json out = {{"version", HEARTH_VERSION},
                {"uptime_s", (clock_.wall_us() - started_us_) / kMicrosPerSecond},
                {"simulated", settings_.home.simulated},
                {"mqtt", std::move(mqtt)},
                {"events", engine_->event_counts()},
                {"memory", {{"rss_bytes", training::resident_bytes(::getpid())}}},
                {"database",
                 {{"path", settings_.data_folder}, {"bytes", engine_->store().bytes_on_disk()}}}};
    if (const std::string trouble = engine_->trouble(); !trouble.empty()) out["trouble"] = trouble;
    return out;
}

}  // namespace hearth::app
