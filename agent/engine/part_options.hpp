// From the configuration to what each part of the engine wants to know. Pure.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "core/result.hpp"
#include "home/interpreter.hpp"
#include "ingest/ingest.hpp"
#include "learning/governor.hpp"
#include "learning/quality_filter.hpp"
#include "serving/model_server.hpp"
#include "suggestions/suggester.hpp"
#include "training/live_judge.hpp"
#include "training/trainer.hpp"

namespace hearth::engine {

// devices: as Interpreter has it.
Interpreter make_interpreter(const config::Settings& settings,
                             std::shared_ptr<const ZigbeeDevices> devices = nullptr);
training::TrainerSettings trainer_settings(const config::Settings& settings);
learning::ApprovalRules approval_rules(const config::LearningSettings& learning);
training::LiveRules live_rules(const config::LearningSettings& learning);
// kInvalid: training.allowed_hours cannot be read.
Result<learning::GovernorRules> governor_rules(const config::TrainingSettings& training);
learning::QualityRules quality_rules(const config::LearningSettings& learning);
serving::ServerSettings server_settings(const config::Settings& settings,
                                        const training::TrainedModel& model);
suggestions::SuggesterRules suggester_rules(const config::SuggestionSettings& suggestions);
suggestions::KeepingRules keeping_rules(const config::Settings& settings);
ingest::IngestOptions ingest_options(const config::IngestSettings& ingest);

}  // namespace hearth::engine
