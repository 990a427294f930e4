#include "learning/adaptive_threshold.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "learning/plain_words.hpp"
#include "learning/stored_numbers.hpp"

namespace hearth::learning {

namespace {

// A manifest with its bounds the wrong way round must not stop learning.
double within(double value, const ThresholdPolicy& policy) {
    const double low = std::max(1, policy.minimum);
    return std::clamp(value, low, std::max<double>(low, policy.maximum));
}

// The number that outcomes and drift ask for, before the limits.
double wanted(const ThresholdState& state, const ThresholdRules& rules) {
    return state.learned * (state.halved_for_drift ? rules.drift_factor : 1);
}

double rate_floor(double per_day, const ThresholdRules& rules) {
    return per_day * rules.min_interval_hours / 24;
}

double rate_ceiling(double per_day, const ThresholdRules& rules) {
    return std::max(per_day * rules.maximum_wait_days, rate_floor(per_day, rules));
}

double in_force(const ThresholdState& state, const ThresholdPolicy& policy,
                const ThresholdRules& rules) {
    double value = wanted(state, rules);
    if (const auto rate = state.samples_per_day)
        value = std::clamp(value, rate_floor(*rate, rules), rate_ceiling(*rate, rules));
    return within(std::round(value), policy);
}

std::string rate_words(const ThresholdState& state, const ThresholdRules& rules) {
    if (wanted(state, rules) < rate_floor(*state.samples_per_day, rules))
        return "and trainings should lie at least " + fixed(rules.min_interval_hours, 0) +
               " hours apart.";
    if (wanted(state, rules) > rate_ceiling(*state.samples_per_day, rules))
        return "and a training should not wait for samples longer than " +
               fixed(rules.maximum_wait_days, 0) + " days.";
    return "which sets no limit any more; the number that past trainings call for holds.";
}

std::string from_to(double before, double after) {
    return std::string(after < before ? "lowered" : "raised") + " from " + fixed(before, 0) +
           " to " + fixed(after, 0) + " new samples: ";
}

ThresholdStep step(ThresholdState state, double before, const ThresholdPolicy& policy,
                   const ThresholdRules& rules, const std::string& code, const std::string& why) {
    state.value = in_force(state, policy, rules);
    ThresholdStep out{state, std::nullopt};
    if (state.value != before)
        out.change =
            ThresholdChange{state.value, code, "Threshold " + from_to(before, state.value) + why};
    return out;
}

const char* code_of(RunOutcome outcome) {
    switch (outcome) {
        case RunOutcome::kHelped: return "helped";
        case RunOutcome::kChangedNothing: return "changed_nothing";
        case RunOutcome::kRejected: return "rejected";
    }
    return "";
}

const char* words_of(RunOutcome outcome) {
    switch (outcome) {
        case RunOutcome::kHelped: return "the last training helped clearly";
        case RunOutcome::kChangedNothing: return "the last training changed nothing";
        case RunOutcome::kRejected: return "the last training's candidate was rejected";
    }
    return "";
}

void count_outcome(ThresholdState& state, int direction) {
    state.streak = state.streak_direction == direction ? state.streak + 1 : 1;
    state.streak_direction = direction;
}

// One outcome against the trend is chance as often as not; answering it would make the number
// swing.
bool may_move(const ThresholdState& state, int direction, const ThresholdRules& rules) {
    return state.last_direction == 0 || state.last_direction == direction ||
           state.streak >= rules.turns_after;
}

}  // namespace

ThresholdState initial_threshold(const ThresholdPolicy& policy) {
    ThresholdState state;
    state.learned = state.value = within(policy.base, policy);
    return state;
}

RunOutcome outcome_of(const RunFacts& facts, const ThresholdRules& rules) {
    if (!facts.accepted) return RunOutcome::kRejected;
    if (!facts.gain) return RunOutcome::kHelped;
    const bool certain = !facts.gain_low || *facts.gain_low > 0;
    return *facts.gain >= rules.clear_gain && certain ? RunOutcome::kHelped
                                                      : RunOutcome::kChangedNothing;
}

ThresholdStep after_run(ThresholdState state, RunOutcome outcome, const ThresholdPolicy& policy,
                        const ThresholdRules& rules) {
    const double before = state.value;
    const bool was_halved = std::exchange(state.halved_for_drift, false);
    const int direction = outcome == RunOutcome::kHelped ? -1 : 1;
    count_outcome(state, direction);
    bool moved = false;
    if (may_move(state, direction, rules)) {
        const double factor = direction < 0 ? rules.lower_factor : rules.raise_factor;
        const double learned = within(state.learned * factor, policy);
        moved = learned != state.learned;
        state.learned = learned;
        if (moved) state.last_direction = direction;
    }
    std::string why = was_halved ? "the halving for drift ends with this run" : "";
    if (moved) why += (was_halved ? ", and " : "") + std::string(words_of(outcome));
    return step(state, before, policy, rules, moved ? code_of(outcome) : "drift_over", why + ".");
}

ThresholdStep on_drift(ThresholdState state, const ThresholdPolicy& policy,
                       const ThresholdRules& rules) {
    const double before = state.value;
    if (state.halved_for_drift) return {state, std::nullopt};
    state.halved_for_drift = true;
    return step(state, before, policy, rules, "drift",
                "the home behaves differently from what the model learned; this holds until the "
                "next finished training.");
}

ThresholdStep on_arrival_rate(ThresholdState state, double per_day, const ThresholdPolicy& policy,
                              const ThresholdRules& rules) {
    if (!std::isfinite(per_day) || per_day < 0) return {state, std::nullopt};
    ThresholdState next = state;
    next.samples_per_day = per_day;
    const double value = in_force(next, policy, rules);
    if (std::abs(value - state.value) <= rules.rate_dead_band * state.value)
        return {state, std::nullopt};
    const std::string rate = fixed(per_day, 1) + " new samples arrive a day, ";
    return step(next, state.value, policy, rules, "rate", rate + rate_words(next, rules));
}

ThresholdStep on_new_base(double before, const ThresholdPolicy& policy,
                          const ThresholdRules& rules) {
    return step(initial_threshold(policy), before, policy, rules, "base",
                "the settings name " + std::to_string(policy.base) +
                    " as the base value now, and it adapts from there anew.");
}

Staleness is_stale(std::int64_t samples_new, TimeUs since_us, TimeUs now_us,
                   const ThresholdPolicy& policy, const ThresholdRules& rules) {
    const double days =
        since_us < now_us ? static_cast<double>(elapsed_us(since_us, now_us)) / kMicrosPerDay : 0;
    const int needed = std::max(1, policy.minimum);
    const std::string figures = counted(samples_new, "new sample") + " and " + fixed(days, 1) +
                                " days since the last training";
    if (days >= rules.stale_after_days && samples_new >= needed)
        return {true, figures + ": training is due although the threshold is not reached."};
    return {false, figures + "; without the threshold it takes " + std::to_string(needed) +
                       " samples and " + fixed(rules.stale_after_days, 0) + " days."};
}

Json to_json(const ThresholdState& state) {
    Json json = {{"value", state.value},
                 {"learned", state.learned},
                 {"last_direction", state.last_direction},
                 {"streak_direction", state.streak_direction},
                 {"streak", state.streak},
                 {"halved_for_drift", state.halved_for_drift}};
    if (state.samples_per_day) json["samples_per_day"] = *state.samples_per_day;
    return json;
}

ThresholdState threshold_state_from_json(const Json& json, const ThresholdPolicy& policy) {
    const auto direction = [&](const char* key) {
        return static_cast<int>(
            std::clamp<std::int64_t>(json_integer(json, key).value_or(0), -1, 1));
    };
    ThresholdState state = initial_threshold(policy);
    state.learned = within(finite_or(json, "learned", state.learned), policy);
    state.value = within(finite_or(json, "value", state.learned), policy);
    state.last_direction = direction("last_direction");
    state.streak_direction = direction("streak_direction");
    state.streak = static_cast<int>(
        std::clamp<std::int64_t>(json_integer(json, "streak").value_or(0), 0, 1'000'000));
    state.halved_for_drift = json_bool(json, "halved_for_drift").value_or(false);
    const auto rate = json_number(json, "samples_per_day");
    if (rate && std::isfinite(*rate) && *rate >= 0) state.samples_per_day = rate;
    return state;
}

}  // namespace hearth::learning
