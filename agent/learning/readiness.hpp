// Is it time to train a model, and if not, why not, in words. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace hearth::learning {

struct Blocker {
    std::string code;  // "missing_samples", "cool_down", …
    std::string text;
};

struct ReadinessInput {
    std::string model;
    std::int64_t samples_new = 0, samples_total = 0;
    int threshold = 0;
    bool learning_enabled = true;
    bool model_enabled = true;
    bool running = false;                       // a run of this model is queued or running
    bool other_running = false;                 // other models take all the trainings there may be
    int max_parallel = 1;                       // trainings at once over all models
    std::optional<TimeUs> cool_down_until_us;   // wall clock; after a run was judged or cancelled
    bool cancelled = false;                     // it rests because a training was cancelled
    std::optional<TimeUs> backed_off_until_us;  // wall clock; after failed runs
    std::string last_failure;
    bool stale = false;               // due by time although the threshold is not reached
    std::string stale_reason;         // why, or why not yet
    std::vector<Blocker> objections;  // of the machine, and pauses of learning
    TimeUs now_us = 0;
};

struct Readiness {
    bool due = false;          // enough samples and nothing in the way
    std::int64_t missing = 0;  // new samples until the threshold
    std::vector<Blocker> blockers;
    std::string next_trigger;          // "threshold" or "time"
    std::optional<TimeUs> next_at_us;  // when it can be said
};

Readiness assess_readiness(const ReadinessInput& input);

}  // namespace hearth::learning
