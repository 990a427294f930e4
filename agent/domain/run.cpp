#include "domain/run.hpp"

namespace hearth {

const char* to_string(RunKind kind) { return kind == RunKind::kFull ? "full" : "incremental"; }

const char* to_string(RunState state) {
    switch (state) {
        case RunState::kQueued: return "queued";
        case RunState::kRunning: return "running";
        case RunState::kFinished: return "finished";
        case RunState::kFailed: return "failed";
        case RunState::kCancelled: return "cancelled";
    }
    return "failed";
}

RunKind run_kind_from_string(const std::string& word) {
    return word == "incremental" ? RunKind::kIncremental : RunKind::kFull;
}

RunState run_state_from_string(const std::string& word) {
    for (const RunState state :
         {RunState::kQueued, RunState::kRunning, RunState::kFinished, RunState::kCancelled})
        if (word == to_string(state)) return state;
    return RunState::kFailed;
}

}  // namespace hearth
