// Risks that hold now, each with the number that says so. Whatever does not hold is not listed.
#include <algorithm>
#include <cmath>

#include "domain/sample.hpp"
#include "learning/plain_words.hpp"
#include "learning/plan_parts.hpp"

namespace hearth::learning::plan_parts {

namespace {

using Risks = std::vector<PlanRemark>;

constexpr double kSilentDays = 2;
constexpr double kLopsided = 0.8;
constexpr double kGapShare = 0.2;    // of the time that the samples span
constexpr double kNearLimit = 0.85;  // of a limit of the manifest
constexpr std::size_t kRunsLookedAt = 10;

double share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

void data_risks(const PlanFacts& facts, const Plan& plan, Risks& out) {
    const SampleFacts& samples = facts.samples;
    if (plan.data.required > 0 && samples.distinct > 0 && samples.distinct < 2 * plan.data.required)
        out.push_back({"overfitting", "little data: " + plan.data.text +
                                          "; the model may learn chance for habit"});
    if (samples.last_us) {
        const double silent = static_cast<double>(facts.now_us - *samples.last_us) / kMicrosPerDay;
        if (silent > kSilentDays)
            out.push_back(
                {"silent", "no sample for " + days_words(silent) + "; the feed may have stopped"});
    }
    if (samples.first_us && samples.last_us && *samples.last_us > *samples.first_us) {
        const double span =
            static_cast<double>(*samples.last_us - *samples.first_us) / kMicrosPerDay;
        if (plan.data.gap_days > kGapShare * span)
            out.push_back({"gaps", days_words(plan.data.gap_days) + " of the " + days_words(span) +
                                       " since the first sample are gaps"});
    }
    std::int64_t dropped = 0;
    for (const auto& [reason, rows] : samples.dropped) dropped += rows;
    if (dropped > samples.accepted)
        out.push_back({"dropped", with_commas(dropped) + " samples were left out and " +
                                      with_commas(samples.accepted) + " kept"});
}

void quality_risks(const PlanFacts& facts, Risks& out) {
    if (!facts.quality) return;
    const QualityReport& quality = *facts.quality;
    if (quality.labels > 1 && quality.top_label_share > kLopsided)
        out.push_back(
            {"lopsided", percent(quality.top_label_share) +
                             " of the rows have one label; rare ones are hardly learned"});
    const auto simulated = quality.sources.find(to_string(SampleSource::kSimulated));
    if (simulated != quality.sources.end() && !quality.needs.simulated_home &&
        2 * simulated->second > quality.rows)
        out.push_back({"simulated", percent(share(simulated->second, quality.rows)) +
                                        " of the rows are simulated, not of this home"});
}

void run_risks(const PlanFacts& facts, Risks& out) {
    std::int64_t runs = 0, failed = 0, rejected = 0;
    for (const PastRun& run : facts.runs) {
        if (run.state == RunState::kQueued || run.state == RunState::kRunning) continue;
        if (static_cast<std::size_t>(++runs) > kRunsLookedAt) break;
        failed += run.state == RunState::kFailed ? 1 : 0;
        rejected += run.decision == "rejected" ? 1 : 0;
    }
    runs = std::min<std::int64_t>(runs, kRunsLookedAt);
    if (failed > 0)
        out.push_back(
            {"failures", with_commas(failed) + " of the last " + counted(runs, "run") + " failed"});
    if (runs >= 2 && 2 * rejected > runs)
        out.push_back({"rejections", with_commas(rejected) + " of the last " +
                                         counted(runs, "run") +
                                         " gave a candidate that was rejected"});
}

void machine_risks(const PlanFacts& facts, const Plan& plan, Risks& out) {
    const ResourceLimits& limits = facts.policy.limits;
    const std::int64_t memory = limits.memory_mb * std::int64_t{1'000'000};
    if (plan.resources.peak_rss_bytes && share(*plan.resources.peak_rss_bytes, memory) > kNearLimit)
        out.push_back({"memory_limit", "a run took " + bytes_words(*plan.resources.peak_rss_bytes) +
                                           " of the " + bytes_words(memory) + " it may take"});
    for (const Estimate& estimate : plan.estimates)
        if (estimate.longest && *estimate.longest > kNearLimit * limits.train_seconds)
            out.push_back(
                {"time_limit",
                 std::string(estimate.kind == RunKind::kFull ? "a full" : "an incremental") +
                     " run took " + seconds_words(*estimate.longest) + " of the " +
                     seconds_words(limits.train_seconds) + " it may take"});
}

void standing_risks(const PlanFacts& facts, const Plan& plan, Risks& out) {
    if (facts.drift.level == DriftLevel::kStrong) {
        const auto worst =
            std::max_element(facts.drift.psi.begin(), facts.drift.psi.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        out.push_back({"drift", worst == facts.drift.psi.end()
                                    ? "what the model learned no longer holds for this home"
                                    : "what the model learned no longer holds: " + worst->first +
                                          " has moved by " + fixed(worst->second, 2) +
                                          " (population stability index; 0.25 is much)"});
    }
    if (plan.trend.direction == TrendDirection::kFalling)
        out.push_back({"degradation", plan.trend.text});
    for (const PlanCheck& check : plan.prerequisites)
        if (check.state == CheckState::kNo && check.code != "data")
            out.push_back(
                {"not_" + check.code, "not so: " + check.title + " (" + check.evidence + ")"});
}

}  // namespace

std::vector<PlanRemark> risks(const PlanFacts& facts, const Plan& so_far) {
    Risks out;
    data_risks(facts, so_far, out);
    quality_risks(facts, out);
    run_risks(facts, out);
    machine_risks(facts, so_far, out);
    standing_risks(facts, so_far, out);
    return out;
}

}  // namespace hearth::learning::plan_parts
