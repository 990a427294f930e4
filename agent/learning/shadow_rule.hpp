// The shadow phase: a candidate that passed the safeguard runs beside the incumbent on live events
// until it is promoted, rejected or expires. It never waits for ever.
//
// Which rule, and why. The safeguard already found the candidate good on old data; live it has to
// show that this still holds. So the question is whether it is not worse (mean difference of the
// paired scores above -tolerance), not whether it is better: asking for "better" would lock out a
// candidate that knows new devices and is otherwise level.
//   promote  when the evidence against "worse by the tolerance or more" reaches 1/false_promotion,
//            with at least min_events and min_shadow_us (a day has its hours);
//   reject   when the evidence against "not worse by more than the tolerance" reaches
//            1/false_rejection; no minimum, the evidence is enough by itself;
//   at the end (expire_after_us, or max_events): with min_events, promote if the mean difference is
//            at least -tolerance, else reject; with fewer, expire.
// Evidence is the capital of a SequentialBet, so one may look after every event: a candidate that
// is worse by the tolerance or more is promoted before the end with a chance of at most
// false_promotion. The rule at the end has no such guarantee near the border (a candidate exactly
// at -tolerance has an even chance; that is what a tolerance means); the watch after promotion
// stands behind it.
//
// Pure; any thread.
#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "domain/live_score.hpp"
#include "learning/score_summary.hpp"
#include "learning/sequential_bet.hpp"

namespace hearth::learning {

enum class LiveMetric { kHit, kReciprocalRank, kLogLoss };

struct ShadowRules {
    LiveMetric metric = LiveMetric::kReciprocalRank;  // the one that decides; all are reported
    double tolerance = 0.01;                          // in units of the metric
    double log_loss_cap = 8;  // nats; a bet needs bounded numbers (e^-8 is about 0.03 %)
    double false_promotion = 0.05;
    double false_rejection = 0.05;
    std::int64_t min_events = 100;
    std::int64_t max_events = 5000;
    TimeUs min_shadow_us = kMicrosPerDay;
    TimeUs expire_after_us = 14 * kMicrosPerDay;
};

struct ShadowState {
    TimeUs started_us = 0;
    std::int64_t events = 0;
    ScoreSummary candidate, incumbent;            // of the metric that decides
    ScoreSummary hit, reciprocal_rank, log_loss;  // candidate minus incumbent
    SequentialBet not_worse, worse;
};

enum class ShadowDecision { kContinue, kPromote, kReject, kExpire };
const char* to_string(ShadowDecision decision);  // "continue", "promote", "reject", "expire"

struct ShadowVerdict {
    ShadowDecision decision = ShadowDecision::kContinue;
    std::string code;    // "collecting"; "not_worse", "level_at_the_end"; "worse",
                         // "worse_at_the_end"; "too_few_events"
    std::string reason;  // a sentence with the figures
};

ShadowState begin_shadow(TimeUs now_us);

// Counts one event that both models were scored on. kInvalid, and nothing is counted, when a score
// is not finite or outside its range. Call it in the order of the events; metric and tolerance
// should stay the same during one shadow phase (begin anew when the rules change).
Status update(ShadowState& state, const LiveScore& candidate, const LiveScore& incumbent,
              const ShadowRules& rules, TimeUs now_us);

ShadowVerdict assess(const ShadowState& state, const ShadowRules& rules, TimeUs now_us);

// May the candidate answer this event for real? The same for the same key; about `fraction` (0 to
// 1) of all keys; a key that is served stays served when the fraction grows. Put the version into
// the key, so that not every candidate meets the same events.
bool canary_serves(const std::string& event_key, double fraction);

Json to_json(const ShadowState& state);
// Without a readable start it began at now_us.
ShadowState shadow_state_from_json(const Json& json, TimeUs now_us);

}  // namespace hearth::learning
