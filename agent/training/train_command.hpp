// What somebody or something asks of the trainer.
#pragma once

#include <optional>
#include <string>

#include "learning/plan_facts.hpp"
#include "learning/wanted_run.hpp"

namespace hearth::training {

struct TrainCommand {
    std::string model;
    learning::Trigger trigger = learning::Trigger::kCommand;
    std::string trigger_word;  // stored instead of the trigger's own word, such as "staleness"
    bool full = false;         // a full training even where an incremental one would do
    bool dry_run = false;  // everything but the activation: the real decision, without its effect
    // Whatever the threshold and the waiting times say (learning/force_rule.hpp: what else it goes
    // past); the safeguard still decides.
    bool force = false;
    // Of a scheduled training: how often it comes, which says how far back it learns from
    // (learning::window_days). Nothing: from all samples.
    std::optional<learning::Cadence> cadence;
    bool by_time = false;  // the threshold need not be reached
};

}  // namespace hearth::training
