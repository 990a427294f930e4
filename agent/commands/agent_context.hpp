// What the command handlers work on. Made by the application; everything outlives the handlers.
// Event loop only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "serving/model_server.hpp"
#include "store/store.hpp"
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
    training::Chronicle& chronicle;
    std::function<Json()> agent_status;  // version, uptime, mqtt, events, memory, database: what
                                         // only the application knows
};

}  // namespace hearth::commands
