#include "learning/outcome_drift.hpp"

#include <algorithm>
#include <cmath>

#include "learning/plain_words.hpp"
#include "learning/stored_numbers.hpp"

namespace hearth::learning {

namespace {

// How far beyond the alarm evidence may pile up: what a recovered model has to wear off again.
constexpr double kSurplus = 3;

double rolling(const OutcomeState& state) {
    return state.weight > 0 ? state.weighted_sum / state.weight : 0;
}

std::string figures(const OutcomeState& state, const ScoreSummary& reference) {
    return "the rolling live score is " + fixed(rolling(state), 3) + " after " +
           counted(state.events, "event") + ", against " + fixed(reference.mean(), 3) + " on " +
           counted(reference.n, "event") + " of the reference";
}

}  // namespace

Status update(OutcomeState& state, double score, const ScoreSummary& reference,
              const OutcomeRules& rules) {
    if (!(score >= 0 && score <= 1))
        return Error{ErrorCode::kInvalid,
                     "a live score must lie within 0 and 1; the event is not counted"};
    ++state.events;
    const double keep = std::exp2(-1 / std::max(1.0, rules.half_life_events));
    state.weighted_sum = keep * state.weighted_sum + score;
    state.weight = keep * state.weight + 1;
    const double border = reference.mean() - reference.margin(rules.reference_z) - rules.tolerance;
    // A reference near zero cannot be undercut.
    if (reference.n < rules.min_reference || border <= 0) return {};
    state.fell.forget_losses(std::log(std::max(1.0, rules.events_between_false_alarms)) + kSurplus);
    state.fell.add(-score, -border, -1);
    return {};
}

OutcomeReport assess(const OutcomeState& state, const ScoreSummary& reference,
                     const OutcomeRules& rules) {
    OutcomeReport out;
    out.rolling = rolling(state);
    if (reference.n < rules.min_reference || state.events < rules.min_events) {
        const bool old = reference.n < rules.min_reference;
        out.reason =
            "Nothing can be said: " + counted(old ? reference.n : state.events, "scored event") +
            (old ? " in the reference, and " : " so far, and ") +
            std::to_string(old ? rules.min_reference : rules.min_events) + " are needed.";
        out.recommendation = "Wait: there is not enough to compare yet.";
        return out;
    }
    if (state.fell.evidence() < rules.events_between_false_alarms) {
        out.state = DriftState::kStable;
        out.reason = "The model holds its level: " + figures(state, reference) + ".";
        out.recommendation = "Nothing needs to be done.";
        return out;
    }
    const bool severe = reference.mean() - out.rolling >= rules.severe_drop;
    out.state = severe ? DriftState::kSevere : DriftState::kModerate;
    out.reason = "The model foretells worse than it did: " + figures(state, reference) +
                 "; chance alone would look like this once in " +
                 fixed(rules.events_between_false_alarms, 0) + " events at most.";
    out.recommendation = severe ? "Train again now, or go back to the version before."
                                : "Train again soon, with the samples that have come since.";
    return out;
}

Json to_json(const OutcomeState& state) {
    return {{"events", state.events},
            {"weighted_sum", state.weighted_sum},
            {"weight", state.weight},
            {"fell", state.fell.to_json()}};
}

OutcomeState outcome_state_from_json(const Json& json) {
    OutcomeState state;
    state.events = count_or_zero(json, "events");
    state.weight = std::max(0.0, finite_or(json, "weight", 0));
    state.weighted_sum = std::clamp(finite_or(json, "weighted_sum", 0), 0.0, state.weight);
    if (json.is_object()) state.fell = SequentialBet::from_json(json.value("fell", Json()));
    return state;
}

}  // namespace hearth::learning
