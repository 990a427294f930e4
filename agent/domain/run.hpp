// A training run and the model versions that come of it, as stored and shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth {

enum class RunKind { kFull, kIncremental };
enum class RunState { kQueued, kRunning, kFinished, kFailed, kCancelled };

const char* to_string(RunKind kind);
const char* to_string(RunState state);
RunKind run_kind_from_string(const std::string& word);
RunState run_state_from_string(const std::string& word);

struct Run {
    std::string id;  // ULID
    std::string model;
    std::string trigger;  // "threshold", "command", "schedule", …: the true one
    RunKind kind = RunKind::kFull;
    RunState state = RunState::kQueued;
    bool dry_run = false, forced = false;
    std::int64_t seed = 0;
    TimeUs started_us = 0, finished_us = 0;
    std::int64_t samples_train = 0, samples_holdout = 0, samples_replay = 0;
    // "accepted", "rejected", "superseded" (compared with a version that is not active any more),
    // "failed", "refused", "cancelled"; empty while running
    std::string decision;
    std::string reason;             // in words
    Json metrics = Json::object();  // scores of candidate, incumbent and baselines, losses …
    std::string data_hash, config_hash, code_hash;
    std::optional<std::int64_t> version;  // the version it made
    std::int64_t peak_rss_bytes = 0;
    // Which samples it learned from and what was left out: {"samples","first_id","last_id",…}.
    Json lineage = Json::object();
};

struct ModelVersion {
    std::string model;
    std::int64_t version = 0;  // 1, 2, 3 … per model
    std::string run_id;
    std::string file;  // name within the model's folder
    std::string sha256;
    std::int64_t bytes = 0;
    TimeUs created_us = 0;
    TimeUs trained_through_us = 0;            // time of the newest sample it learned from
    std::int64_t trained_through_sample = 0;  // its id
    int feature_schema = 0;
    Json metrics;
    std::string state;  // "candidate", "active", "previous", "rejected", "damaged"
};

}  // namespace hearth
