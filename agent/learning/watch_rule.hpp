// The watch after a promotion: the new version is kept, or rolled back when its live score has
// fallen. It ends by itself.
//
// Two comparisons, each a SequentialBet that may be looked at after every event:
//   against the reference: what the version before scored live. When both the reference and the
//     watch know the fallback's score on the same events, the *lead* over the fallback is compared
//     instead of the score: a week of visitors makes every model worse, and going back to the old
//     version would not help. The reference is itself a sample, so its mean is lowered by
//     `reference_z` standard errors before anything is held against it.
//   against the fallback on the same events: a version that loses to simple counting has no right
//     to answer.
// One falsely accuses a version that holds its level in at most `false_alarm` of all watches per
// comparison (and, for the reference, the share beyond reference_z: 1 % at 2.33).
//
// Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "learning/score_summary.hpp"
#include "learning/sequential_bet.hpp"

namespace hearth::learning {

struct WatchRules {
    TimeUs watch_for_us = 2 * kMicrosPerDay;
    std::int64_t min_events = 20;      // before these no roll-back
    std::int64_t enough_events = 500;  // after these the watch is over
    double tolerance = 0.02;           // a fall by this much is accepted
    double fallback_tolerance = 0.0;   // so far may it lie behind the fallback
    double false_alarm = 0.01;         // per comparison
    std::int64_t min_reference = 50;   // events; a smaller reference is not used
    double reference_z = 2.33;
};

// Live scores of the version before, each within 0 to 1 (hits or reciprocal ranks).
struct WatchReference {
    ScoreSummary score;
    ScoreSummary lead;  // score minus the fallback's on the same event
};

struct WatchState {
    TimeUs started_us = 0;
    WatchReference live;    // of the new version; a reference for the one after it
    ScoreSummary fallback;  // its score on the events where both were scored
    SequentialBet below_reference, below_fallback;
};

enum class WatchDecision { kKeepWatching, kKeep, kRollBack };
const char* to_string(WatchDecision decision);  // "keep_watching", "keep", "roll_back"

struct WatchVerdict {
    WatchDecision decision = WatchDecision::kKeepWatching;
    std::string code;    // "watching"; "held", "too_few_events"; "fell", "below_fallback"
    std::string reason;  // a sentence with the figures
};

WatchState begin_watch(TimeUs now_us);

// Counts one event. fallback: its score on the same event, if it was scored. kInvalid, and nothing
// is counted, when a score is not within 0 to 1. The reference must stay the same during a watch.
Status update(WatchState& state, double score, std::optional<double> fallback,
              const WatchReference& reference, const WatchRules& rules, TimeUs now_us);

WatchVerdict assess(const WatchState& state, const WatchReference& reference,
                    const WatchRules& rules, TimeUs now_us);

Json to_json(const WatchReference& reference);
WatchReference watch_reference_from_json(const Json& json);
Json to_json(const WatchState& state);
// Without a readable start it began at now_us.
WatchState watch_state_from_json(const Json& json, TimeUs now_us);

}  // namespace hearth::learning
