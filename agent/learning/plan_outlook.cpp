// What there is to learn from, how well the model does, and what follows from both.
#include <algorithm>
#include <cmath>

#include "learning/plain_words.hpp"
#include "learning/plan_parts.hpp"

namespace hearth::learning::plan_parts {

namespace {

constexpr std::size_t kTrendPoints = 3;  // fewer say nothing about a direction
constexpr std::size_t kRecentRuns = 5;
constexpr double kMinTolerance = 0.01;

struct Ends {
    std::int64_t accepted = 0, rejected = 0, failed = 0, all = 0;
    std::string newest_reason;
};

Ends ends_of(const std::vector<PastRun>& runs, std::size_t newest) {
    Ends out;
    for (const PastRun& run : runs) {
        if (static_cast<std::size_t>(out.all) == newest) break;
        if (run.dry_run || run.state == RunState::kQueued || run.state == RunState::kRunning)
            continue;
        if (++out.all == 1) out.newest_reason = run.reason;
        out.accepted += run.decision == "accepted" ? 1 : 0;
        out.rejected += run.decision == "rejected" ? 1 : 0;
        out.failed += run.state == RunState::kFailed ? 1 : 0;
    }
    return out;
}

void raise_for_score(const PlanFacts& facts, const Plan& plan, Recommendation& out) {
    const Trend& trend = plan.trend;
    const bool falling = trend.direction == TrendDirection::kFalling;
    if (falling)
        out.raise(trend.certain ? Urgency::kRetrainSoon : Urgency::kInvestigate, trend.text);
    if (falling && facts.drift.level == DriftLevel::kStrong)
        out.raise(Urgency::kRetrainNow,
                  "the live score falls and the home's behaviour has changed strongly");
    const LiveFacts& live = facts.live;
    if (!live.fallback || live.points.empty() || !facts.active_version) return;
    // A day has few events: only what lies beyond its interval is said.
    const LivePoint& point = live.points.back();
    const double own = point.value;
    const auto& best = live.metric.direction == Direction::kHigher ? point.high : point.low;
    if (gain(live.metric, best.value_or(own), *live.fallback) < -kScoreEpsilon)
        out.raise(Urgency::kRetrainNow,
                  "the fallback does better than the active version: " + live.metric.name + " " +
                      fixed(*live.fallback, 3) + " against " + fixed(own, 3));
}

void raise_for_drift(const DriftFacts& drift, Recommendation& out) {
    const std::string more = drift.text.empty() ? std::string() : ": " + drift.text;
    if (drift.level == DriftLevel::kModerate)
        out.raise(Urgency::kMonitor, "the home's behaviour has changed somewhat" + more);
    if (drift.level == DriftLevel::kStrong)
        out.raise(Urgency::kRetrainSoon, "the home's behaviour has changed strongly" + more);
}

void raise_for_runs(const std::vector<PastRun>& runs, Recommendation& out) {
    const Ends last = ends_of(runs, 3);
    if (last.all < 3) return;
    if (last.failed == 3)
        out.raise(Urgency::kInvestigate,
                  "the last three runs failed; the newest: " + last.newest_reason);
    else if (last.rejected == 3)
        out.raise(Urgency::kInvestigate,
                  "the last three candidates were rejected; the newest: " + last.newest_reason);
}

void raise_for_data(const PlanFacts& facts, const Plan& plan, Recommendation& out) {
    if (facts.quality && !facts.quality->verdict.usable)
        out.raise(Urgency::kInvestigate, "the quality report refuses the data: " +
                                             facts.quality->verdict.reasons.front().text);
    if (!plan.data.enough) {
        out.raise(Urgency::kMonitor, plan.data.text);
        return;
    }
    if (!facts.active_version)
        out.raise(Urgency::kRetrainSoon,
                  "there is no trained version yet, and enough data for one");
    if (facts.threshold.current > 0 && facts.samples.fresh >= facts.threshold.current)
        out.raise(Urgency::kRetrainSoon, counted(facts.samples.fresh, "new sample") + " of the " +
                                             with_commas(facts.threshold.current) +
                                             " that start a training");
}

}  // namespace

double gain(const MetricPolicy& metric, double a, double b) {
    return metric.direction == Direction::kHigher ? a - b : b - a;
}

std::optional<double> score_of(const Scores& scores, const std::string& metric) {
    const auto found = scores.find(metric);
    if (found == scores.end() || !std::isfinite(found->second)) return std::nullopt;
    return found->second;
}

std::optional<double> median(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

DataOutlook data_outlook(const PlanFacts& facts, const PlanRequest& request) {
    DataOutlook out;
    out.samples = facts.samples;
    out.required = std::max(facts.samples.needed, request.min_replay);
    out.missing = std::max<std::int64_t>(0, out.required - facts.samples.distinct);
    out.enough = out.missing == 0 && facts.samples.distinct > 0;
    for (const TimeGap& gap : facts.samples.gaps)
        out.gap_days += static_cast<double>(gap.to_us - gap.from_us) / kMicrosPerDay;
    out.text = counted(facts.samples.distinct, "distinct sample") + ", " +
               with_commas(out.required) + (out.required == 1 ? " is needed" : " are needed");
    if (out.enough) return out;
    const double rate = facts.samples.per_day.value_or(0);
    if (rate > 0) {
        out.days_until_enough = static_cast<double>(std::max<std::int64_t>(1, out.missing)) / rate;
        out.text += "; at " + fixed(rate, 1) + " a day enough in about " +
                    days_words(*out.days_until_enough);
    } else {
        out.text += facts.samples.per_day ? "; none are coming in" : "; their rate is not known";
    }
    return out;
}

Trend live_trend(const LiveFacts& live, bool judged_live) {
    Trend out;
    if (!judged_live) {
        out.text = "this model is judged by its hold-out alone";
        return out;
    }
    if (live.points.empty()) {
        out.text = "no live score yet";
        return out;
    }
    const LivePoint& last = live.points.back();
    out.latest = last.value;
    if (live.points.size() < kTrendPoints) {
        out.text = "only " + counted(static_cast<std::int64_t>(live.points.size()), "live score") +
                   " so far; a trend needs " + std::to_string(kTrendPoints);
        return out;
    }
    std::vector<double> earlier;
    for (std::size_t i = 0; i + 1 < live.points.size(); ++i)
        earlier.push_back(live.points[i].value);
    out.before = median(earlier);
    const double change = gain(live.metric, last.value, *out.before);
    const double tolerance = std::max(live.metric.tolerance, kMinTolerance);
    out.certain = last.low && last.high && (*last.low > *out.before || *last.high < *out.before);
    const char* words = "holds its level";
    out.direction = TrendDirection::kSteady;
    if (change < -tolerance - kScoreEpsilon) {
        out.direction = TrendDirection::kFalling;
        words = "falls";
    } else if (change > tolerance + kScoreEpsilon) {
        out.direction = TrendDirection::kRising;
        words = "improves";
    }
    out.text = "live " + live.metric.name + " " + words + ": " + fixed(last.value, 3) +
               " against " + fixed(*out.before, 3) + " before";
    if (last.low && last.high)
        out.text += " (interval " + fixed(*last.low, 3) + " to " + fixed(*last.high, 3) + " over " +
                    counted(last.rows, "row") + ")";
    return out;
}

std::string runs_text(const std::vector<PastRun>& runs) {
    const Ends ends = ends_of(runs, kRecentRuns);
    if (ends.all == 0) return "no run yet";
    return "last " + counted(ends.all, "run") + ": " + with_commas(ends.accepted) + " accepted, " +
           with_commas(ends.rejected) + " rejected, " + with_commas(ends.failed) + " failed";
}

Recommendation recommend(const PlanFacts& facts, const Plan& so_far) {
    Recommendation out;
    raise_for_data(facts, so_far, out);
    raise_for_drift(facts.drift, out);
    raise_for_runs(facts.runs, out);
    raise_for_score(facts, so_far, out);
    return out;
}

}  // namespace hearth::learning::plan_parts
