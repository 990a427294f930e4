// How many new samples start a training. The number adapts to what training brings, to drift and to
// how fast samples arrive, and never leaves the manifest's bounds.
//
// Three things are kept apart, so that each can end without undoing another: the learned number
// (moved by the outcomes of runs), the halving for drift (until the next finished run) and the
// limits that the arrival rate sets. The value in force is worked out from the three. Pure; any
// thread; nothing here fails.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "domain/manifest.hpp"

namespace hearth::learning {

struct ThresholdRules {
    double lower_factor = 0.8;      // after a run that helped clearly
    double raise_factor = 1.25;     // after a run that changed nothing or was rejected
    double drift_factor = 0.5;      // while drift waits for a run
    int turns_after = 2;            // like outcomes in a row before the direction turns
    double clear_gain = 0.01;       // gain on the first primary metric that counts as a clear help
    double maximum_wait_days = 14;  // may not ask for more than arrives in this time
    double min_interval_hours = 6;  // nor for less than arrives in this time
    double rate_dead_band = 0.1;    // share of the value; smaller changes by the rate are left
    double stale_after_days = 7;    // then policy.minimum new samples are enough
};

// What a finished run brought. Failed and cancelled runs tell nothing and are no facts here.
enum class RunOutcome { kHelped, kChangedNothing, kRejected };

struct RunFacts {
    bool accepted = false;
    std::optional<double> gain;      // over the incumbent, positive is better; none: no incumbent
    std::optional<double> gain_low;  // lower end of the gain's interval, if there is one
};

struct ThresholdState {
    double value = 0;          // in force; whole number between the bounds
    double learned = 0;        // what the outcomes of runs made of the base
    int last_direction = 0;    // of the last change by an outcome: -1 lowered, +1 raised, 0 none
    int streak_direction = 0;  // of the latest outcomes
    int streak = 0;            // how many like outcomes in a row
    bool halved_for_drift = false;
    std::optional<double> samples_per_day;  // the rate that the limits are based on
};

struct ThresholdChange {
    double value = 0;  // the new number of samples
    // "helped", "changed_nothing", "rejected", "drift", "drift_over", "rate", "base"
    std::string code;
    std::string reason;  // a sentence with the old and the new figure
};

// The state after a fact, and the change if the value in force is another one now.
struct ThresholdStep {
    ThresholdState state;
    std::optional<ThresholdChange> change;
};

// The base value of the policy, within its bounds.
ThresholdState initial_threshold(const ThresholdPolicy& policy);

// A first model helps by its being there. An interval that reaches down to zero is no clear help.
RunOutcome outcome_of(const RunFacts& facts, const ThresholdRules& rules);

// Also ends the halving for drift.
ThresholdStep after_run(ThresholdState state, RunOutcome outcome, const ThresholdPolicy& policy,
                        const ThresholdRules& rules);

// Halves once; nothing more until the next finished run.
ThresholdStep on_drift(ThresholdState state, const ThresholdPolicy& policy,
                       const ThresholdRules& rules);

// per_day: new distinct accepted samples per day, 0 or more; anything else is ignored.
ThresholdStep on_arrival_rate(ThresholdState state, double per_day, const ThresholdPolicy& policy,
                              const ThresholdRules& rules);

// The settings name another base value: what was learned since is about the old one, so the number
// begins anew. before: the value in force.
ThresholdStep on_new_base(double before, const ThresholdPolicy& policy,
                          const ThresholdRules& rules);

struct Staleness {
    bool stale = false;
    std::string reason;  // a sentence either way
};

// Is training due although the threshold is not reached? since_us: end of the last run, or the time
// of the first sample when there was none.
Staleness is_stale(std::int64_t samples_new, TimeUs since_us, TimeUs now_us,
                   const ThresholdPolicy& policy, const ThresholdRules& rules);

Json to_json(const ThresholdState& state);
// A missing or wrong field becomes what initial_threshold gives; values are brought within bounds.
ThresholdState threshold_state_from_json(const Json& json, const ThresholdPolicy& policy);

}  // namespace hearth::learning
