// The engine: everything of the daemon but its doors. Messages go in; samples, trainings, versions,
// predictions and the answers to commands come out.
//
// The daemon puts a broker and an HTTP server in front of it. Tests drive it with a clock of their
// own, a machine of their own and messages of their own; what they see is what the daemon does.
// Event loop only, but for on_message.
#pragma once

#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "anomalies/anomaly_watch.hpp"
#include "commands/agent_context.hpp"
#include "commands/command_registry.hpp"
#include "config/runtime_settings.hpp"
#include "context/home_context.hpp"
#include "core/asio.hpp"
#include "core/feed.hpp"
#include "engine/live_settings.hpp"
#include "engine/model_setup.hpp"
#include "ingest/ask_recorder.hpp"
#include "ingest/inbox_gate.hpp"
#include "ingest/ingest.hpp"
#include "ingest/sample_keeper.hpp"
#include "learning/quality_filter.hpp"
#include "serving/model_server.hpp"
#include "store/store.hpp"
#include "suggestions/co_activation.hpp"
#include "suggestions/suggester.hpp"
#include "training/chronicle.hpp"
#include "training/drift_keeper.hpp"
#include "training/forgetting.hpp"
#include "training/household_modes.hpp"
#include "training/learning_pauses.hpp"
#include "training/live_judge.hpp"
#include "training/machine_probe.hpp"
#include "training/replay_keeper.hpp"
#include "training/resource_governor.hpp"
#include "training/scheduler.hpp"
#include "training/threshold_keeper.hpp"
#include "training/trainer.hpp"
#include "training/version_keeper.hpp"

namespace hearth::engine {

// Whoever has no use for one leaves it out.
struct EngineHandlers {
    // True for a topic that is Hearth's own (commands): such a message is not interpreted.
    std::function<bool(const std::string& topic)> is_own_topic = [](const std::string&) {
        return false;
    };
    std::function<void(const InboundMessage&)> on_own = [](const InboundMessage&) {};
    // Before that, inside the transaction that also moves the cursor on.
    std::function<Status(const InboundMessage&)> record_own = [](const InboundMessage&) {
        return Status();
    };
    // After each batch of messages.
    std::function<void()> on_batch = [] {};
    // Samples were counted.
    std::function<void()> on_counts = [] {};
    // Made after a sample; complete but for what the door adds.
    std::function<void(Json prediction)> on_prediction = [](const Json&) {};
    // What is told of the model may differ: another version is active, a run was decided.
    std::function<void(const std::string& model)> on_model_changed = [](const std::string&) {};
    // One was made, or came back.
    std::function<void(const suggestions::Suggestion&)> on_suggestion =
        [](const suggestions::Suggestion&) {};
    // The open suggestions differ.
    std::function<void()> on_suggestions_changed = [] {};
    // One was noticed; what stands now differs.
    std::function<void(const anomalies::Anomaly&)> on_anomaly = [](const anomalies::Anomaly&) {};
    std::function<void()> on_anomalies_changed = [] {};
    // Home Assistant said that it has come (true) or goes.
    std::function<void(bool online)> on_home_assistant = [](bool) {};
    // A message cannot be stored: the process must end, so that the broker keeps it. Network
    // thread.
    std::function<void(const std::string& reason)> on_storage_lost = [](const std::string&) {
        std::abort();
    };
    // Puts a question to whoever answers on the broker: a message as <base>/ask/query has it.
    std::function<Status(const Json& query)> send_question = [](const Json&) -> Status {
        return Error{ErrorCode::kUnavailable, "there is no broker to ask over"};
    };
    // What the doors know of themselves, for the command "status".
    std::function<Json()> agent_status = [] { return Json::object(); };
};

class Engine {
public:
    // settings: what it is started with, and where each comes from. probe: how the machine's load
    // is read.
    Engine(asio::io_context& loop, const Clock& clock, const config::Settings& settings,
           EngineHandlers handlers, training::MachineProbe probe = training::MachineProbe(),
           config::SettingOrigins origins = {});
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Opens the store and makes every part. The error says which one failed and why; kInvalid is a
    // fault of the configuration.
    Status make();
    // Goes on where the last process ended: interrupted trainings, serving, the inbox.
    Status start();
    // About once a second.
    void tick();
    void stop();

    // A message from the broker; it is stored when this returns. Any one thread.
    void on_message(std::string_view topic, std::string_view payload, bool retained) noexcept {
        gate_->on_message(topic, payload, retained);
    }
    void broker_connected() { ingest_->broker_connected(); }
    void broker_lost() { ingest_->broker_lost(gate_->received()); }

    // Messages stored, and how many of them wait to be processed.
    std::int64_t received() const { return gate_->received(); }
    std::int64_t queue() const;
    // How long the oldest of these has waited.
    TimeUs lag_us() const;
    // Something is under way that ends by itself: a message, a training, an answer.
    bool busy() const;
    // A version is starting to serve, or an answer is awaited.
    bool answering() const;

    store::Store& store() { return *store_; }
    ingest::AskRecorder& ask() { return *ask_; }
    Feed& feed() { return feed_; }
    suggestions::SuggestionKeeper& suggestion_keeper() { return *suggestion_keeper_; }
    anomalies::AnomalyWatch& anomalies() { return *anomalies_; }
    commands::CommandRegistry& registry() { return registry_; }
    // Entities that Hearth itself is behind: what is done with them is no habit of the home.
    void set_own_entities(std::vector<std::string> entity_ids);
    const std::vector<training::TrainedModel>& models() const { return trainer_->models(); }
    commands::AgentContext context();
    // In force now; some change while it runs.
    const config::Settings& settings() const { return settings_; }
    // {"received","stored","duplicate",…,"queue"} and, if it stands still, why.
    Json event_counts();
    std::string trouble() const;

private:
    Status open_store();
    Status make_learning();
    Status make_trainer(std::vector<training::TrainedModel> models);
    Status make_wishes();
    void make_context();
    void make_server(const training::TrainedModel& model);
    void stop_server(const std::string& model);
    void make_suggester();
    void make_anomaly_watch();
    // Asks one model's worker; answers with the names that entities have now.
    using AskModel = std::function<void(Json request, std::function<void(Result<Json>)> on_reply)>;
    // Those whose manifest says that they can explain, and this.
    std::map<std::string, AskModel> models_that_tell(bool Manifest::*capability);
    std::vector<automation::Signature> existing_automations();
    void on_suggestion(const suggestions::Suggestion& suggestion);
    void on_suggestion_answered(const suggestions::Suggestion& suggestion);
    void on_feedback(const AskFeedback& feedback);
    void make_recorders();
    Status make_ingest();
    Status apply_setting(const std::string& key);
    Status apply_model_settings(const std::string& name);
    Status switch_model(const training::TrainedModel& model);
    std::map<std::string, SampleFilter> sample_filters() const;
    void refresh_quality_rules();
    void on_active_changed(const std::string& model);
    void on_drift(const std::string& model);
    void on_forgotten(const training::TrainedModel& model);
    void on_batch();
    void on_samples(const std::vector<Sample>& samples, TimeUs received_us);
    void on_prediction(const std::string& model, const Sample& after, TimeUs received_us,
                       Json prediction);

    asio::io_context& loop_;
    const Clock& clock_;
    config::RuntimeSettings runtime_settings_;
    const config::Settings& settings_;  // those in force
    EngineHandlers handlers_;
    training::MachineProbe probe_;
    Feed feed_;
    TimeZone zone_ = TimeZone::utc();
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<LiveSettings> live_settings_;
    std::vector<Manifest> installed_;  // as their files say
    std::shared_ptr<context::HomeContext> context_;
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
    std::unique_ptr<training::HouseholdModes> household_;
    std::unique_ptr<training::Forgetting> forgetting_;
    std::map<std::string, std::unique_ptr<serving::ModelServer>> servers_;
    std::unique_ptr<suggestions::SuggestionKeeper> suggestion_keeper_;
    std::unique_ptr<suggestions::Suggester> suggester_;
    std::unique_ptr<anomalies::AnomalyWatch> anomalies_;
    bool answering_feedback_ = false;  // the answer that is being given is in the log already
    std::unique_ptr<learning::QualityFilter> filter_;
    std::unique_ptr<ingest::SampleKeeper> samples_;
    std::unique_ptr<ingest::AskRecorder> ask_;
    std::unique_ptr<ingest::LearnedNames> names_;
    std::unique_ptr<ingest::InboxGate> gate_;
    std::unique_ptr<ingest::Ingest> ingest_;
    commands::CommandRegistry registry_;
    std::vector<std::string> own_entities_;
    TimeUs judged_us_ = 0;  // steady clock
};

}  // namespace hearth::engine
