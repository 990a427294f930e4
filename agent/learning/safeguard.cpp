#include "learning/safeguard.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hearth::learning {

namespace {

std::string three_digits(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

// How much better (positive) `a` is than `b` on the metric.
double gain(const MetricPolicy& metric, double a, double b) {
    return metric.direction == Direction::kHigher ? a - b : b - a;
}

std::optional<double> value_of(const Scores& scores, const std::string& metric) {
    const auto found = scores.find(metric);
    if (found == scores.end() || !std::isfinite(found->second)) return std::nullopt;
    return found->second;
}

std::string compare_words(const std::string& metric, double candidate, const std::string& other,
                          double value) {
    return metric + " " + three_digits(candidate) + " against " + three_digits(value) + " of " +
           other;
}

Verdict rejected(std::string code, std::string reason) {
    return {false, std::move(code), std::move(reason)};
}

std::optional<Verdict> unsound(const SafeguardInput& input, const Manifest& policy) {
    if (!input.finite) return rejected("not_finite", "the model gives numbers that are not finite");
    if (input.constant)
        return rejected("constant", "the model gives the same answer whatever it is asked");
    if (const auto judged_by = input.questions.value_or(input.holdout_rows);
        judged_by < policy.min_holdout)
        return rejected("holdout_too_small",
                        "only " + std::to_string(judged_by) +
                            (input.questions ? " questions could be put to it in the hold-out"
                                             : " hold-out rows") +
                            "; at least " + std::to_string(policy.min_holdout) +
                            " are needed to judge a model");
    for (const MetricPolicy& metric : policy.primary_metrics)
        if (!value_of(input.candidate, metric.name))
            return rejected("not_scored", "the candidate has no valid score for " + metric.name);
    return std::nullopt;
}

std::optional<Verdict> loses_to_baseline(const SafeguardInput& input, const Manifest& policy) {
    for (const MetricPolicy& metric : policy.baselines.beat_on) {
        const auto own = value_of(input.candidate, metric.name);
        if (!own)
            return rejected("not_scored", "the candidate has no valid score for " + metric.name);
        for (const std::string& name : policy.baselines.names) {
            const auto scores = input.baselines.find(name);
            const auto other = scores == input.baselines.end()
                                   ? std::nullopt
                                   : value_of(scores->second, metric.name);
            if (!other)
                return rejected("not_scored",
                                "the baseline " + name + " was not scored on " + metric.name);
            if (gain(metric, *own, *other) <= kScoreEpsilon)
                return rejected("baseline_not_beaten",
                                "it does not beat simple counting: " +
                                    compare_words(metric.name, *own, name, *other));
        }
    }
    return std::nullopt;
}

// A gain on few questions may be chance, and no later judgement would find out.
std::optional<Verdict> may_be_chance(const SafeguardInput& input, const Manifest& policy) {
    if (!policy.baselines.surely || input.incumbent) return std::nullopt;
    for (const MetricPolicy& metric : policy.baselines.beat_on) {
        const auto least = value_of(input.least_gain, metric.name);
        if (least && *least > kScoreEpsilon) continue;
        return rejected(
            "may_be_chance",
            "that it is better than simple counting may be chance: the 95 % interval of "
            "its gain in " +
                metric.name + " over " + policy.baselines.fallback +
                (least ? " begins at " + three_digits(*least) : std::string(" was not reported")));
    }
    return std::nullopt;
}

// Many small losses, each within the tolerance, add up: the best there ever was does not move.
std::optional<Verdict> below_anchor(const SafeguardInput& input, const Manifest& policy) {
    if (input.anchor_rows < policy.accept.min_anchor) return std::nullopt;
    for (const MetricPolicy& metric : policy.primary_metrics) {
        const auto own = value_of(input.anchor, metric.name);
        const auto best = value_of(input.anchor_best, metric.name);
        if (!own || !best) continue;
        if (gain(metric, *own, *best) < -policy.accept.anchor_tolerance - kScoreEpsilon)
            return rejected("below_anchor",
                            "on the anchor set of " + std::to_string(input.anchor_rows) +
                                " early rows it is further below the best version ever than " +
                                three_digits(policy.accept.anchor_tolerance) + ": " +
                                compare_words(metric.name, *own, "the best", *best));
    }
    return std::nullopt;
}

// The largest gain on a primary metric as a share of the incumbent's value.
double best_gain(const SafeguardInput& input, const Manifest& policy) {
    double best = 0;
    for (const MetricPolicy& metric : policy.primary_metrics) {
        const auto own = value_of(input.candidate, metric.name);
        const auto other = value_of(*input.incumbent, metric.name);
        if (own && other && std::abs(*other) > kScoreEpsilon)
            best = std::max(best, gain(metric, *own, *other) / std::abs(*other));
    }
    return best;
}

Verdict against_incumbent(const SafeguardInput& input, const Manifest& policy) {
    bool improved = false;
    std::string words, worse;
    for (const MetricPolicy& metric : policy.primary_metrics) {
        const double own = *value_of(input.candidate, metric.name);
        const auto other = value_of(*input.incumbent, metric.name);
        if (!other) return rejected("not_scored", "the incumbent was not scored on " + metric.name);
        const double change = gain(metric, own, *other);
        improved = improved || change > kScoreEpsilon;
        const std::string words_here = compare_words(metric.name, own, "the incumbent", *other);
        words += (words.empty() ? "" : ", ") + words_here;
        if (change < -metric.tolerance - kScoreEpsilon)
            worse += (worse.empty() ? "" : ", ") + words_here;
    }
    if (!worse.empty()) return rejected("degraded", "worse than the tolerance allows: " + worse);
    if (best_gain(input, policy) + kScoreEpsilon < policy.accept.min_gain)
        return rejected("no_gain", "it does not gain the " +
                                       three_digits(100 * policy.accept.min_gain) +
                                       " % that this model must gain: " + words);
    if (improved)
        return {true, "improved",
                "it beats every baseline and is better than the incumbent: " + words};
    return {true, "within_tolerance",
            "it beats every baseline and holds the incumbent's level: " + words};
}

Verdict first_model(const SafeguardInput& input, const Manifest& policy) {
    const auto fallback = input.baselines.find(policy.baselines.fallback);
    // What it had to be better on; the other primary metrics may be below.
    const bool had_to_beat = !policy.baselines.names.empty() && !policy.baselines.beat_on.empty();
    const auto& judged_on = had_to_beat ? policy.baselines.beat_on : policy.primary_metrics;
    std::string words;
    for (const MetricPolicy& metric : judged_on) {
        const double own = *value_of(input.candidate, metric.name);
        const auto other = fallback == input.baselines.end()
                               ? std::nullopt
                               : value_of(fallback->second, metric.name);
        words += (words.empty() ? "" : ", ") +
                 (other ? compare_words(metric.name, own, "the fallback", *other)
                        : metric.name + " " + three_digits(own));
    }
    return {true, "first",
            (had_to_beat ? "the first model, and it beats every baseline: "
                         : "the first model, and there is no baseline that it must beat: ") +
                words};
}

// From the intervals of a worker's result: {"metric","against","difference","low","high"}, each of
// the model's value minus the other's.
Scores least_gain_of(const Json& intervals, const Manifest& policy) {
    Scores out;
    if (!intervals.is_array()) return out;
    for (const Json& interval : intervals) {
        if (json_string(interval, "against") != policy.baselines.fallback) continue;
        for (const MetricPolicy& metric : policy.baselines.beat_on) {
            if (json_string(interval, "metric") != metric.name) continue;
            const bool higher = metric.direction == Direction::kHigher;
            if (const auto end = json_number(interval, higher ? "low" : "high"))
                out[metric.name] = higher ? *end : -*end;
        }
    }
    return out;
}

}  // namespace

Scores scores_from_json(const Json& object) {
    Scores out;
    if (!object.is_object()) return out;
    for (const auto& [name, value] : object.items())
        if (value.is_number()) out[name] = value.get<double>();
    return out;
}

Json to_json(const Scores& scores) {
    Json out = Json::object();
    for (const auto& [name, value] : scores) out[name] = value;
    return out;
}

Scores best_of(const Scores& best, const Scores& anchor, const Manifest& policy) {
    Scores out = best;
    for (const MetricPolicy& metric : policy.primary_metrics) {
        const auto own = value_of(anchor, metric.name);
        const auto known = value_of(best, metric.name);
        if (own && (!known || gain(metric, *own, *known) > 0)) out[metric.name] = *own;
    }
    return out;
}

Verdict judge(const SafeguardInput& input, const Manifest& policy) {
    if (auto verdict = unsound(input, policy)) return *verdict;
    if (auto verdict = loses_to_baseline(input, policy)) return *verdict;
    if (auto verdict = may_be_chance(input, policy)) return *verdict;
    if (auto verdict = below_anchor(input, policy)) return *verdict;
    if (!input.incumbent) return first_model(input, policy);
    Verdict verdict = against_incumbent(input, policy);
    if (!verdict.accepted || !policy.per_label) return verdict;
    auto refusal =
        refused_by_label(input.candidate_labels, input.incumbent_labels, *policy.per_label);
    return refusal ? rejected(std::move(refusal->code), std::move(refusal->reason)) : verdict;
}

Result<SafeguardInput> safeguard_input(const Json& result, const Manifest& policy) {
    const auto scores = result.find("scores");
    const auto rows = result.find("rows");
    const auto smoke = result.find("smoke");
    if (!result.is_object() || scores == result.end() || !scores->is_object() ||
        !scores->contains("model") || rows == result.end() || smoke == result.end())
        return Error{ErrorCode::kInvalid, "the worker's result lacks scores, rows or smoke"};
    SafeguardInput input;
    input.candidate = scores_from_json(scores->at("model"));
    if (scores->contains("incumbent")) input.incumbent = scores_from_json(scores->at("incumbent"));
    for (const std::string& name : policy.baselines.names)
        if (scores->contains(name)) input.baselines[name] = scores_from_json(scores->at(name));
    if (const auto classes = result.find("classes");
        classes != result.end() && classes->is_object()) {
        input.candidate_labels = label_table_from_json(classes->value("model", Json()));
        input.incumbent_labels = label_table_from_json(classes->value("incumbent", Json()));
    }
    input.holdout_rows = json_integer(*rows, "holdout").value_or(0);
    input.questions = json_integer(*rows, "questions");
    input.least_gain = least_gain_of(result.value("intervals", Json()), policy);
    if (const auto anchor = result.find("anchor"); anchor != result.end() && anchor->is_object()) {
        input.anchor_rows = json_integer(*anchor, "rows").value_or(0);
        const Json scored = anchor->value("scores", Json::object());
        if (scored.is_object())
            input.anchor = scores_from_json(scored.value("model", Json::object()));
    }
    input.finite = json_bool(*smoke, "finite").value_or(false);
    input.constant = json_bool(*smoke, "constant").value_or(true);
    return input;
}

}  // namespace hearth::learning
