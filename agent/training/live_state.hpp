// What the live judge keeps of one model between events and across restarts, within the model's
// stored state.
#pragma once

#include <cstdint>
#include <optional>

#include "core/json.hpp"
#include "learning/outcome_drift.hpp"
#include "learning/shadow_rule.hpp"
#include "learning/watch_rule.hpp"

namespace hearth::training {

struct LiveState {
    std::optional<std::int64_t> shadow_version;  // nothing: no shadow
    // What it is compared with; 0: the fallback. Nothing: not known.
    std::optional<std::int64_t> shadow_against;
    learning::ShadowState shadow;
    std::optional<std::int64_t> watch_version;  // nothing: nobody is watched
    learning::WatchState watch;
    learning::WatchReference watch_reference;
    std::optional<std::int64_t> outcome_version;  // whose scores the drift is looked for in
    learning::OutcomeState outcome;
    learning::ScoreSummary outcome_reference;
    bool drift_told = false;  // of this version
};

Json to_json(const LiveState& state);
// Tolerant: what cannot be read begins anew at now_us.
LiveState live_state_from_json(const Json& json, TimeUs now_us);

}  // namespace hearth::training
