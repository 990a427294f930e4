// What the user decided about trainings, and what they work with besides the store.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/feed.hpp"
#include "training/chronicle.hpp"
#include "training/context_source.hpp"
#include "training/live_judge.hpp"
#include "training/threshold_keeper.hpp"
#include "training/version_keeper.hpp"

namespace hearth::training {

struct TrainerSettings {
    std::string worker_path;
    std::string jobs_folder;  // a folder for each run; empty after it
    std::string time_zone;
    bool simulated = false;
    bool learning_enabled = true;
    bool trust_any_owner = false;
    int cool_down_s = 3600;
    int retry_backoff_s = 300;
    int max_parallel = 1;  // trainings at once over all models; one at a time of each model
    int memory_mb = 1024;  // of one worker
    int nice = 10;
    double holdout_fraction = 0.2;
    int replay_rows = 500;
    std::int64_t seed = 42;
    std::shared_ptr<ContextSource> context;  // of the rows that a manifest asks for besides samples
};

struct TrainerParts {
    VersionKeeper& versions;
    LiveJudge& live;
    ThresholdKeeper& thresholds;
    Chronicle& chronicle;
    Feed& feed;
};

}  // namespace hearth::training
