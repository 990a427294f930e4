// Outcome drift: does the active model still foretell as well as it did?
//
// Each live score bets against "the mean is at least the reference's" (see SequentialBet), in the
// restarting form that watches for a change of unknown time: without a change a false alarm comes
// on the average not before `events_between_false_alarms` events. How bad it is tells the rolling
// score, an exponentially weighted mean (Roberts 1959). The reference is itself a sample; its mean
// is lowered by reference_z standard errors and the tolerance before anything is held against it.
//
// Pure; any thread.
#pragma once

#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "learning/drift.hpp"
#include "learning/score_summary.hpp"
#include "learning/sequential_bet.hpp"

namespace hearth::learning {

struct OutcomeRules {
    std::int64_t min_reference = 100;             // events; with fewer the state is unknown
    std::int64_t min_events = 30;                 // since the watching began
    double tolerance = 0.02;                      // a fall by this much is accepted
    double severe_drop = 0.10;                    // of the rolling score below the reference
    double half_life_events = 50;                 // after so many events a score counts half
    double events_between_false_alarms = 20'000;  // about a year of 55 events a day
    double reference_z = 2.33;
};

struct OutcomeState {
    std::int64_t events = 0;
    double weighted_sum = 0, weight = 0;  // of the rolling score
    SequentialBet fell;
};

struct OutcomeReport {
    DriftState state = DriftState::kUnknown;
    double rolling = 0;          // 0 without events
    std::string reason;          // a sentence with the figures
    std::string recommendation;  // a sentence
};

// score: 0 to 1 (hit or reciprocal rank), in the order of the events. kInvalid, and nothing is
// counted, otherwise. Begin a new state whenever the reference or the active version changes.
Status update(OutcomeState& state, double score, const ScoreSummary& reference,
              const OutcomeRules& rules);

OutcomeReport assess(const OutcomeState& state, const ScoreSummary& reference,
                     const OutcomeRules& rules);

Json to_json(const OutcomeState& state);
OutcomeState outcome_state_from_json(const Json& json);

}  // namespace hearth::learning
