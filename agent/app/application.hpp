// The application: the engine and its doors (broker, HTTP, signals, service manager), joined.
//
// One event loop; the network library's threads only store messages and post to it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ask_door.hpp"
#include "app/automation_creator.hpp"
#include "app/broker_check.hpp"
#include "app/home_assistant_door.hpp"
#include "app/maintenance.hpp"
#include "app/mqtt_door.hpp"
#include "app/outbox_sender.hpp"
#include "app/service_notifier.hpp"
#include "config/settings.hpp"
#include "core/asio.hpp"
#include "engine/engine.hpp"
#include "http/server.hpp"
#include "mqtt/paho_session.hpp"
#include "mqtt/topics.hpp"

namespace hearth::app {

class Application {
public:
    Application(config::Settings settings, config::SettingOrigins origins)
        : settings_(std::move(settings)), origins_(std::move(origins)) {}
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    // Makes all parts. The error says which one failed and why; kInvalid is a fault of the
    // configuration.
    Status start();
    // Works until SIGTERM or SIGINT, then shuts down in order. Returns the exit code.
    int run();

private:
    engine::EngineHandlers engine_handlers();
    Status make_doors();
    Status make_mqtt_doors();
    Status make_creator();
    Status connect();
    BrokerOptions broker_options() const;
    Handlers broker_handlers();
    std::vector<std::string> own_topics() const;
    void on_connected(bool session_present);
    void on_lost(const std::string& reason);
    void on_own(const InboundMessage& message);
    void publish_status();
    void on_prediction(const Json& prediction);
    void on_suggestion(const suggestions::Suggestion& suggestion);
    void publish_suggestions();
    void on_anomaly(const anomalies::Anomaly& anomaly);
    void publish_anomalies();
    void on_model_changed(const std::string& model);
    void publish_model(const std::string& model);
    void publish_sample_counts();
    void tick();
    void watch_signals();
    void shut_down(const std::string& why);
    Json agent_status();

    config::Settings settings_;  // what it was started with
    config::SettingOrigins origins_;
    SystemClock clock_;
    asio::io_context loop_{1};
    std::optional<Topics> topics_;
    std::unique_ptr<engine::Engine> engine_;
    std::unique_ptr<PahoSession> broker_;
    std::unique_ptr<OutboxSender> outbox_;
    std::unique_ptr<MqttDoor> mqtt_door_;
    std::unique_ptr<AskDoor> ask_door_;
    std::unique_ptr<BrokerCheck> broker_check_;
    std::unique_ptr<HomeAssistantDoor> home_assistant_;
    std::unique_ptr<ha_api::AutomationApi> automation_api_;
    std::unique_ptr<AutomationCreator> creator_;
    std::unique_ptr<http::HttpServer> http_;
    std::unique_ptr<Maintenance> maintenance_;
    std::unique_ptr<ServiceNotifier> notifier_;
    std::unique_ptr<asio::signal_set> signals_;
    std::unique_ptr<asio::steady_timer> tick_timer_;
    std::map<std::string, std::string> published_models_;  // what stands on the broker
    TimeUs started_us_ = 0;
    TimeUs counts_published_us_ = 0;
    std::int64_t received_at_tick_ = 0;
    int quiet_ticks_ = 0;  // in a row without a new message
    bool stopping_ = false;
};

}  // namespace hearth::app
