#include "learning/shadow_rule.hpp"

#include <algorithm>
#include <cmath>

#include "core/hash.hpp"
#include "learning/plain_words.hpp"
#include "learning/safeguard.hpp"
#include "learning/stored_numbers.hpp"

namespace hearth::learning {

namespace {

bool valid(const LiveScore& score) {
    return score.reciprocal_rank >= 0 && score.reciprocal_rank <= 1 &&
           std::isfinite(score.log_loss) && score.log_loss >= 0;
}

double capped_loss(const LiveScore& score, const ShadowRules& rules) {
    return std::min(score.log_loss, rules.log_loss_cap);
}

double metric_of(const LiveScore& score, const ShadowRules& rules) {
    switch (rules.metric) {
        case LiveMetric::kHit: return score.top1;
        case LiveMetric::kReciprocalRank: return score.reciprocal_rank;
        case LiveMetric::kLogLoss: return capped_loss(score, rules);
    }
    return 0;
}

// The difference of one pair can be as large as this.
double range_of(const ShadowRules& rules) {
    return rules.metric == LiveMetric::kLogLoss ? rules.log_loss_cap : 1;
}

double sign_of(const ShadowRules& rules) { return rules.metric == LiveMetric::kLogLoss ? -1 : 1; }

const char* name_of(LiveMetric metric) {
    switch (metric) {
        case LiveMetric::kHit: return "hit rate";
        case LiveMetric::kReciprocalRank: return "mean reciprocal rank";
        case LiveMetric::kLogLoss: return "log-loss";
    }
    return "";
}

// How much better the candidate is on the metric that decides.
double mean_gain(const ShadowState& state, const ShadowRules& rules) {
    return sign_of(rules) * (state.candidate.mean() - state.incumbent.mean());
}

std::string figures(const ShadowState& state, const ShadowRules& rules) {
    return std::string(name_of(rules.metric)) + " " + fixed(state.candidate.mean(), 3) +
           " against " + fixed(state.incumbent.mean(), 3) + " of the incumbent on " +
           counted(state.events, "live event") + " (differences: hits " +
           fixed(state.hit.mean(), 3) + ", reciprocal rank " +
           fixed(state.reciprocal_rank.mean(), 3) + ", log-loss " +
           fixed(state.log_loss.mean(), 3) + ")";
}

std::string odds_words(double evidence) { return fixed(std::min(evidence, 1e6), 0) + " to 1"; }

ShadowVerdict at_the_end(const ShadowState& state, const ShadowRules& rules, TimeUs now_us) {
    const std::string after =
        "The shadow phase ended after " + span_words(elapsed_us(state.started_us, now_us)) + ": ";
    if (state.events < std::min(rules.min_events, rules.max_events))
        return {ShadowDecision::kExpire, "too_few_events",
                after + "expired: too few events, " + std::to_string(state.events) + " of " +
                    std::to_string(rules.min_events) +
                    " that are needed to judge; the incumbent stays."};
    if (mean_gain(state, rules) >= -rules.tolerance - kScoreEpsilon)
        return {ShadowDecision::kPromote, "level_at_the_end",
                after + figures(state, rules) + ", not worse by more than " +
                    fixed(rules.tolerance, 3) + "."};
    return {
        ShadowDecision::kReject, "worse_at_the_end",
        after + figures(state, rules) + ", worse by more than " + fixed(rules.tolerance, 3) + "."};
}

}  // namespace

const char* to_string(ShadowDecision decision) {
    switch (decision) {
        case ShadowDecision::kContinue: return "continue";
        case ShadowDecision::kPromote: return "promote";
        case ShadowDecision::kReject: return "reject";
        case ShadowDecision::kExpire: return "expire";
    }
    return "";
}

ShadowState begin_shadow(TimeUs now_us) {
    ShadowState state;
    state.started_us = now_us;
    return state;
}

Status update(ShadowState& state, const LiveScore& candidate, const LiveScore& incumbent,
              const ShadowRules& rules, TimeUs now_us) {
    if (!valid(candidate) || !valid(incumbent))
        return Error{ErrorCode::kInvalid,
                     "a live score is out of range: the reciprocal rank must be 0 to 1 and the "
                     "log-loss finite and not negative; the event is not counted"};
    // A start in the future was written by a clock that was wrong.
    state.started_us = std::min(state.started_us, now_us);
    ++state.events;
    const double own = metric_of(candidate, rules), other = metric_of(incumbent, rules);
    state.candidate.add(own);
    state.incumbent.add(other);
    state.hit.add(candidate.top1 - incumbent.top1);
    state.reciprocal_rank.add(candidate.reciprocal_rank - incumbent.reciprocal_rank);
    state.log_loss.add(capped_loss(candidate, rules) - capped_loss(incumbent, rules));
    const double gain = sign_of(rules) * (own - other), range = range_of(rules);
    state.not_worse.add(gain, -rules.tolerance, -range);
    state.worse.add(-gain, rules.tolerance, -range);
    return {};
}

ShadowVerdict assess(const ShadowState& state, const ShadowRules& rules, TimeUs now_us) {
    const TimeUs elapsed = elapsed_us(state.started_us, now_us);
    if (state.worse.evidence() * rules.false_rejection >= 1)
        return {ShadowDecision::kReject, "worse",
                "The candidate is worse live: " + figures(state, rules) + "; the odds are " +
                    odds_words(state.worse.evidence()) + " that it is worse by more than " +
                    fixed(rules.tolerance, 3) + "."};
    const double evidence = state.not_worse.evidence();
    if (state.events >= rules.min_events && elapsed >= rules.min_shadow_us &&
        evidence * rules.false_promotion >= 1)
        return {ShadowDecision::kPromote, "not_worse",
                "The candidate holds live: " + figures(state, rules) + "; the odds are " +
                    odds_words(evidence) + " against its being worse by " +
                    fixed(rules.tolerance, 3) + " or more."};
    if (elapsed >= rules.expire_after_us || state.events >= rules.max_events)
        return at_the_end(state, rules, now_us);
    return {ShadowDecision::kContinue, "collecting",
            "The candidate runs in the shadow for " + span_words(elapsed) + ": " +
                figures(state, rules) + "; not decided yet, and over after " +
                span_words(rules.expire_after_us) + " or " + counted(rules.max_events, "event") +
                " at the latest."};
}

bool canary_serves(const std::string& event_key, double fraction) {
    if (!(fraction > 0)) return false;
    if (fraction >= 1) return true;
    const std::string bytes = content_key({"canary", event_key});
    double place = 0;  // of the key within [0, 1), from the first six bytes: exact in a double
    for (int i = 5; i >= 0; --i)
        place = (place + static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)])) / 256;
    return place < fraction;
}

Json to_json(const ShadowState& state) {
    return {{"started_us", state.started_us},
            {"events", state.events},
            {"candidate", to_json(state.candidate)},
            {"incumbent", to_json(state.incumbent)},
            {"hit", to_json(state.hit)},
            {"reciprocal_rank", to_json(state.reciprocal_rank)},
            {"log_loss", to_json(state.log_loss)},
            {"not_worse", state.not_worse.to_json()},
            {"worse", state.worse.to_json()}};
}

ShadowState shadow_state_from_json(const Json& json, TimeUs now_us) {
    ShadowState state = begin_shadow(json_integer(json, "started_us").value_or(now_us));
    if (!json.is_object()) return state;
    const auto part = [&](const char* key) { return json.value(key, Json()); };
    state.events = count_or_zero(json, "events");
    state.candidate = score_summary_from_json(part("candidate"));
    state.incumbent = score_summary_from_json(part("incumbent"));
    state.hit = score_summary_from_json(part("hit"));
    state.reciprocal_rank = score_summary_from_json(part("reciprocal_rank"));
    state.log_loss = score_summary_from_json(part("log_loss"));
    state.not_worse = SequentialBet::from_json(part("not_worse"));
    state.worse = SequentialBet::from_json(part("worse"));
    return state;
}

}  // namespace hearth::learning
