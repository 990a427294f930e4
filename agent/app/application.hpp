// The application: every part of the daemon, made in the order in which they need each other, and
// joined.
//
// One event loop; the network library's threads only store messages (InboxGate) and post to it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "app/maintenance.hpp"
#include "app/model_setup.hpp"
#include "app/mqtt_door.hpp"
#include "app/outbox_sender.hpp"
#include "app/service_notifier.hpp"
#include "commands/agent_context.hpp"
#include "commands/command_registry.hpp"
#include "config/settings.hpp"
#include "core/asio.hpp"
#include "core/feed.hpp"
#include "http/server.hpp"
#include "ingest/inbox_gate.hpp"
#include "ingest/ingest.hpp"
#include "learning/quality_filter.hpp"
#include "mqtt/paho_session.hpp"
#include "mqtt/topics.hpp"
#include "serving/model_server.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"
#include "training/drift_keeper.hpp"
#include "training/forgetting.hpp"
#include "training/learning_pauses.hpp"
#include "training/live_judge.hpp"
#include "training/replay_keeper.hpp"
#include "training/resource_governor.hpp"
#include "training/scheduler.hpp"
#include "training/threshold_keeper.hpp"
#include "training/trainer.hpp"
#include "training/version_keeper.hpp"

namespace hearth::app {

class Application {
public:
    explicit Application(config::Settings settings) : settings_(std::move(settings)) {}
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    // Makes all parts. The error says which one failed and why; kInvalid is a fault of the
    // configuration.
    Status start();
    // Works until SIGTERM or SIGINT, then shuts down in order. Returns the exit code.
    int run();

private:
    Status open_store();
    Status make_learning();
    Status make_trainer(std::vector<training::TrainedModel> models);
    training::LiveRules live_rules() const;
    Status make_loop_parts(const TimeZone& zone);
    void on_forgotten(const training::TrainedModel& model);
    commands::AgentContext agent_context();
    void on_active_changed(const std::string& model);
    void on_drift(const std::string& model);
    void make_servers();
    Status make_ingest();
    Status make_doors();
    Status connect();
    BrokerOptions broker_options() const;
    Handlers broker_handlers();
    void on_connected(bool session_present);
    void on_samples(const std::vector<Sample>& samples, TimeUs received_us);
    void on_batch();
    void on_prediction(const std::string& model, const Sample& after, TimeUs received_us,
                       Json prediction);
    void on_decision(const Json& decision);
    void publish_model(const std::string& model);
    void publish_sample_counts();
    void tick();
    void watch_signals();
    void shut_down(const std::string& why);
    Json agent_status();
    std::int64_t queue() const;

    config::Settings settings_;
    SystemClock clock_;
    asio::io_context loop_{1};
    Feed feed_;
    std::unique_ptr<store::Store> store_;
    std::optional<Topics> topics_;
    TimeZone zone_ = TimeZone::utc();
    std::unique_ptr<training::VersionKeeper> versions_;
    std::unique_ptr<training::Chronicle> chronicle_;
    std::unique_ptr<training::LiveJudge> live_judge_;
    std::unique_ptr<training::ThresholdKeeper> thresholds_;
    std::unique_ptr<training::DriftKeeper> drift_;
    std::unique_ptr<training::ReplayKeeper> replay_;
    std::unique_ptr<training::Trainer> trainer_;
    std::unique_ptr<training::ResourceGovernor> governor_;
    std::unique_ptr<training::Scheduler> scheduler_;
    std::unique_ptr<training::LearningPauses> pauses_;
    std::unique_ptr<training::Forgetting> forgetting_;
    std::map<std::string, std::unique_ptr<serving::ModelServer>> servers_;
    std::unique_ptr<learning::QualityFilter> filter_;
    std::unique_ptr<ingest::InboxGate> gate_;
    std::unique_ptr<ingest::Ingest> ingest_;
    std::unique_ptr<PahoSession> broker_;
    std::unique_ptr<OutboxSender> outbox_;
    commands::CommandRegistry registry_;
    std::unique_ptr<MqttDoor> mqtt_door_;
    std::unique_ptr<http::HttpServer> http_;
    std::unique_ptr<Maintenance> maintenance_;
    std::unique_ptr<ServiceNotifier> notifier_;
    std::unique_ptr<asio::signal_set> signals_;
    std::unique_ptr<asio::steady_timer> tick_timer_;
    std::map<std::string, std::string> published_models_;  // what stands on the broker
    TimeUs started_us_ = 0;
    TimeUs counts_published_us_ = 0;
    TimeUs judged_us_ = 0;
    std::int64_t received_at_tick_ = 0;
    int quiet_ticks_ = 0;  // in a row without a new message
    bool stopping_ = false;
};

}  // namespace hearth::app
