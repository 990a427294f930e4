#include "learning/watch_rule.hpp"

#include <algorithm>

#include "learning/plain_words.hpp"
#include "learning/stored_numbers.hpp"

namespace hearth::learning {

namespace {

bool is_score(double value) { return value >= 0 && value <= 1; }

bool compares_leads(const WatchReference& reference, const WatchRules& rules) {
    return reference.lead.n >= rules.min_reference;
}

// The lowest mean that is still accepted.
double border(const ScoreSummary& reference, const WatchRules& rules) {
    return reference.mean() - reference.margin(rules.reference_z) - rules.tolerance;
}

void hold_against_reference(WatchState& state, double score, std::optional<double> fallback,
                            const WatchReference& reference, const WatchRules& rules) {
    if (compares_leads(reference, rules)) {
        if (fallback)
            state.below_reference.add(*fallback - score, -border(reference.lead, rules), -1);
    } else if (reference.score.n >= rules.min_reference) {
        // A border at or below zero can not be undercut; the bet then takes no stake.
        const double lowest = border(reference.score, rules);
        if (lowest > 0) state.below_reference.add(-score, -lowest, -1);
    }
}

std::string live_words(const WatchState& state) {
    std::string out = "live score " + fixed(state.live.score.mean(), 3) + " on " +
                      counted(state.live.score.n, "event");
    if (state.fallback.n > 0)
        out += ", " + fixed(state.fallback.mean(), 3) + " of the fallback on " +
               std::to_string(state.fallback.n) + " of them";
    return out;
}

std::string reference_words(const WatchReference& reference, const WatchRules& rules) {
    if (compares_leads(reference, rules))
        return "the version before led the fallback by " + fixed(reference.lead.mean(), 3) +
               " on " + counted(reference.lead.n, "event");
    if (reference.score.n >= rules.min_reference)
        return "the version before had " + fixed(reference.score.mean(), 3) + " on " +
               counted(reference.score.n, "event");
    return "the version before has too few live events to compare with (" +
           std::to_string(reference.score.n) + " of " + std::to_string(rules.min_reference) + ")";
}

std::string odds_words(double evidence) {
    return "; the odds against chance are " + fixed(std::min(evidence, 1e6), 0) + " to 1.";
}

std::optional<WatchVerdict> objection(const WatchState& state, const WatchReference& reference,
                                      const WatchRules& rules) {
    if (state.live.score.n < rules.min_events) return std::nullopt;
    const double fell = state.below_reference.evidence();
    if (fell * rules.false_alarm >= 1)
        return WatchVerdict{WatchDecision::kRollBack, "fell",
                            "The new version's live score has fallen: " + live_words(state) + "; " +
                                reference_words(reference, rules) + odds_words(fell)};
    const double beaten = state.below_fallback.evidence();
    if (beaten * rules.false_alarm >= 1)
        return WatchVerdict{WatchDecision::kRollBack, "below_fallback",
                            "The new version is worse than the fallback: " + live_words(state) +
                                odds_words(beaten)};
    return std::nullopt;
}

}  // namespace

const char* to_string(WatchDecision decision) {
    switch (decision) {
        case WatchDecision::kKeepWatching: return "keep_watching";
        case WatchDecision::kKeep: return "keep";
        case WatchDecision::kRollBack: return "roll_back";
    }
    return "";
}

WatchState begin_watch(TimeUs now_us) {
    WatchState state;
    state.started_us = now_us;
    return state;
}

Status update(WatchState& state, double score, std::optional<double> fallback,
              const WatchReference& reference, const WatchRules& rules, TimeUs now_us) {
    if (!is_score(score) || (fallback && !is_score(*fallback)))
        return Error{ErrorCode::kInvalid,
                     "a live score must lie within 0 and 1; the event is not counted"};
    // A start in the future was written by a clock that was wrong.
    state.started_us = std::min(state.started_us, now_us);
    state.live.score.add(score);
    hold_against_reference(state, score, fallback, reference, rules);
    if (!fallback) return {};
    state.fallback.add(*fallback);
    state.live.lead.add(score - *fallback);
    state.below_fallback.add(*fallback - score, rules.fallback_tolerance, -1);
    return {};
}

WatchVerdict assess(const WatchState& state, const WatchReference& reference,
                    const WatchRules& rules, TimeUs now_us) {
    if (auto verdict = objection(state, reference, rules)) return *verdict;
    const std::int64_t n = state.live.score.n;
    const TimeUs elapsed = elapsed_us(state.started_us, now_us);
    const std::string figures = live_words(state) + "; " + reference_words(reference, rules);
    if (elapsed < rules.watch_for_us && n < rules.enough_events)
        return {WatchDecision::kKeepWatching, "watching",
                "The new version is watched for " + span_words(elapsed) + " of " +
                    span_words(rules.watch_for_us) + ": " + figures + "."};
    if (n < rules.min_events)
        return {WatchDecision::kKeep, "too_few_events",
                "The watch is over with too few events to find fault (" + std::to_string(n) +
                    " of " + std::to_string(rules.min_events) + "); the version stays."};
    return {WatchDecision::kKeep, "held",
            "The watch is over and the new version stays: " + figures + "."};
}

Json to_json(const WatchReference& reference) {
    return {{"score", to_json(reference.score)}, {"lead", to_json(reference.lead)}};
}

WatchReference watch_reference_from_json(const Json& json) {
    if (!json.is_object()) return {};
    return {score_summary_from_json(json.value("score", Json())),
            score_summary_from_json(json.value("lead", Json()))};
}

Json to_json(const WatchState& state) {
    return {{"started_us", state.started_us},
            {"live", to_json(state.live)},
            {"fallback", to_json(state.fallback)},
            {"below_reference", state.below_reference.to_json()},
            {"below_fallback", state.below_fallback.to_json()}};
}

WatchState watch_state_from_json(const Json& json, TimeUs now_us) {
    WatchState state = begin_watch(json_integer(json, "started_us").value_or(now_us));
    if (!json.is_object()) return state;
    state.live = watch_reference_from_json(json.value("live", Json()));
    state.fallback = score_summary_from_json(json.value("fallback", Json()));
    state.below_reference = SequentialBet::from_json(json.value("below_reference", Json()));
    state.below_fallback = SequentialBet::from_json(json.value("below_fallback", Json()));
    return state;
}

}  // namespace hearth::learning
