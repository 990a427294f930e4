// The parts that make_plan puts together, each from the facts and the parts before it. Pure.
#pragma once

#include "learning/retraining_plan.hpp"

namespace hearth::learning::plan_parts {

// How much better (positive) `a` is than `b`.
double gain(const MetricPolicy& metric, double a, double b);
std::optional<double> score_of(const Scores& scores, const std::string& metric);
// The middle value, or the mean of the two middle ones; nothing of nothing.
std::optional<double> median(std::vector<double> values);

DataOutlook data_outlook(const PlanFacts& facts, const PlanRequest& request);
Trend live_trend(const LiveFacts& live, bool judged_live);
std::string runs_text(const std::vector<PastRun>& runs);
Recommendation recommend(const PlanFacts& facts, const Plan& so_far);

Estimate estimate(const std::vector<PastRun>& runs, RunKind kind);
Resources resources(const std::vector<PastRun>& runs);

PlannedSchedule make_schedule(const PlanFacts& facts, const Plan& so_far);

std::vector<PlanCheck> prerequisites(const PlanFacts& facts, const Plan& so_far);
std::vector<Criterion> criteria(const PlanFacts& facts);
std::vector<PlanRemark> risks(const PlanFacts& facts, const Plan& so_far);
std::vector<PlanRemark> phases(const PlanFacts& facts);
std::vector<Emergency> emergencies(const std::string& model);

}  // namespace hearth::learning::plan_parts
