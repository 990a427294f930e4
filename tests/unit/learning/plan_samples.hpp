// Facts of homes of different age for the retraining plan, and short ways to look into one.
#pragma once

#include <boost/test/unit_test.hpp>
#include <ostream>
#include <stdexcept>

#include "learning/retraining_plan.hpp"

namespace hearth::learning {
inline std::ostream& operator<<(std::ostream& out, TrendDirection it) {
    return out << to_string(it);
}
inline std::ostream& operator<<(std::ostream& out, Urgency it) { return out << to_string(it); }
inline std::ostream& operator<<(std::ostream& out, CheckState it) {
    return out << static_cast<int>(it);
}
}  // namespace hearth::learning

namespace hearth::test {

using namespace hearth::learning;

inline constexpr TimeUs kNow = 1'741'521'600 * kMicrosPerSecond;  // 2025-03-09 12:00 UTC, a Sunday

inline Manifest policy() {
    Manifest out;
    out.name = "pattern";
    out.primary_metrics = {{"top1", Direction::kHigher, 0.01}};
    out.baselines = {{"most_frequent", "markov1"}, "markov1", {{"log_loss", Direction::kLower, 0}}};
    out.min_holdout = 40;
    out.full_every = 4;
    out.incremental = true;
    out.serve = true;
    out.limits = {900, 600, 10};
    return out;
}

inline PlanFacts empty_facts() {
    PlanFacts out;
    out.now_us = kNow;
    out.policy = policy();
    out.samples.needed = 200;
    out.threshold = {200, 50};
    for (int week = 1; week <= 6; ++week)
        out.next_slots.push_back(kNow + week * 7 * kMicrosPerDay - 9 * 3'600 * kMicrosPerSecond);
    return out;
}

inline PlanFacts young_facts() {
    PlanFacts out = empty_facts();
    out.samples.total = 120;
    out.samples.accepted = out.samples.distinct = out.samples.fresh = 80;
    out.samples.dropped = {{"automation", 40}};
    out.samples.by_source = {{"live", 80}};
    out.samples.first_us = kNow - 8 * kMicrosPerDay;
    out.samples.last_us = kNow;
    out.samples.per_day = 10;
    return out;
}

inline PastRun run(RunKind kind, double seconds, const std::string& decision, double top1,
                   double incumbent) {
    PastRun out;
    out.kind = kind;
    out.started_us = kNow - kMicrosPerDay;
    out.finished_us = out.started_us + static_cast<TimeUs>(seconds * kMicrosPerSecond);
    out.decision = decision;
    out.samples_holdout = 100;
    out.candidate = {{"top1", top1}, {"log_loss", 1.0}};
    out.incumbent = Scores{{"top1", incumbent}};
    out.baselines = {{"most_frequent", {{"log_loss", 2}}}, {"markov1", {{"log_loss", 1.5}}}};
    out.peak_rss_bytes = 300'000'000;
    return out;
}

inline QualityReport good_quality() {
    QualityReport out;
    out.rows = 3'000;
    out.labels = 24;
    out.top_label_share = 0.2;
    out.sources = {{"live", 3'000}};
    out.verdict.usable = true;
    return out;
}

inline PlanFacts rich_facts() {
    PlanFacts out = young_facts();
    out.samples.total = 4'000;
    out.samples.accepted = out.samples.distinct = 3'000;
    out.samples.fresh = 60;
    out.samples.first_us = kNow - 120 * kMicrosPerDay;
    out.samples.per_day = 25;
    out.active_version = 7;
    out.previous_version = 6;
    out.since_full = 1;
    out.runs = {run(RunKind::kIncremental, 12, "accepted", .60, .58),
                run(RunKind::kFull, 100, "accepted", .58, .57),
                run(RunKind::kIncremental, 14, "rejected", .50, .57),
                run(RunKind::kFull, 300, "accepted", .57, .55),
                run(RunKind::kFull, 120, "accepted", .55, .55)};
    out.live.metric = {"top1", Direction::kHigher, 0.01};
    for (const double value : {.60, .61, .60, .605})
        out.live.points.push_back({kNow, value, 200, value - .05, value + .05});
    out.drift = {DriftLevel::kStable, {{"hour", 0.04}}, ""};
    out.quality = good_quality();
    out.free_disk_bytes = 5'000'000'000;
    out.disk_needed_bytes = 50'000'000;
    out.free_memory_bytes = 900'000'000;
    for (CheckFacts* check : {&out.plugin_loads, &out.activation, &out.previous_verifies,
                              &out.broker, &out.notification})
        *check = {CheckState::kYes, "tried just now"};
    return out;
}

inline Plan plan_of(const PlanFacts& facts) {
    return make_plan(facts, {"pattern", Cadence::kWeekly, 0});
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

inline std::string risk_codes(const Plan& plan) {
    std::string out;
    for (const auto& risk : plan.risks) out += (out.empty() ? "" : " ") + risk.code;
    return out;
}

inline const PlanCheck& check(const Plan& plan, const std::string& code) {
    for (const PlanCheck& each : plan.prerequisites)
        if (each.code == code) return each;
    throw std::runtime_error("no prerequisite " + code);
}

inline std::string kinds(const Plan& plan) {
    std::string out;
    for (const Cycle& cycle : plan.schedule.cycles)
        out += cycle.state == Cycle::State::kSkipped   ? '-'
               : cycle.state == Cycle::State::kUnknown ? '?'
               : cycle.kind == RunKind::kFull          ? 'F'
                                                       : 'i';
    return out;
}

inline void live(PlanFacts& facts, std::initializer_list<double> values, double half_interval) {
    facts.live.points.clear();
    for (const double value : values)
        facts.live.points.push_back(
            {kNow, value, 200, value - half_interval, value + half_interval});
}

}  // namespace hearth::test
