// What the command handlers work on. Made by the application; everything outlives the handlers.
// Event loop only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "anomalies/anomaly_watch.hpp"
#include "commands/settings_port.hpp"
#include "core/asio.hpp"
#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/time_zone.hpp"
#include "ingest/ask_recorder.hpp"
#include "serving/model_server.hpp"
#include "store/store.hpp"
#include "suggestions/suggester.hpp"
#include "training/drift_keeper.hpp"
#include "training/forgetting.hpp"
#include "training/learning_pauses.hpp"
#include "training/live_judge.hpp"
#include "training/resource_governor.hpp"
#include "training/scheduler.hpp"
#include "training/trainer.hpp"
#include "training/version_keeper.hpp"

namespace hearth::commands {

struct AgentContext {
    const Clock& clock;
    store::Store& store;
    training::Trainer& trainer;
    training::VersionKeeper& versions;
    std::map<std::string, std::unique_ptr<serving::ModelServer>>& servers;  // by model
    training::LiveJudge& live;
    training::DriftKeeper& drift;
    training::Scheduler& scheduler;
    training::LearningPauses& pauses;
    training::Forgetting& forgetting;
    training::ResourceGovernor& governor;
    suggestions::SuggestionKeeper& suggestion_keeper;
    suggestions::Suggester& suggester;
    anomalies::AnomalyWatch& anomalies;
    ingest::AskRecorder& ask;
    SettingsPort& settings;
    asio::io_context& loop;
    TimeZone zone;  // of the home
    bool simulated = false;
    std::function<Json()> agent_status;  // version, uptime, mqtt, events, memory, database: what
                                         // only the application knows
    // Puts a question to whoever answers on the broker.
    std::function<Status(const Json& query)> send_question;
    // The prediction with the names that the entities have now.
    std::function<Json(Json prediction)> shown;
};

}  // namespace hearth::commands
