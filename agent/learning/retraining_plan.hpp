// The retraining plan: what is there to learn from, whether it is time, what the next trainings
// will be and take, what stands in the way, and what to do when something fails. `hearth plan`
// writes it. Pure: everything comes from the facts; nothing is claimed that they do not show.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "learning/plan_facts.hpp"

namespace hearth::learning {

inline constexpr const char* kPlanVersion = "1.0";

struct DataOutlook {
    SampleFacts samples;
    std::int64_t required = 0;  // rows
    std::int64_t missing = 0;
    bool enough = false;
    std::optional<double> days_until_enough;  // at the present rate
    double gap_days = 0;
    std::string text;
};

enum class TrendDirection { kUnknown, kRising, kSteady, kFalling };
const char* to_string(TrendDirection direction);

struct Trend {
    TrendDirection direction = TrendDirection::kUnknown;
    bool certain = false;  // the interval excludes the level before
    std::optional<double> before, latest;
    std::string text;
};

// In order of urgency; a plan's recommendation only ever goes up.
enum class Urgency { kNone, kMonitor, kInvestigate, kRetrainSoon, kRetrainNow };
const char* to_string(Urgency urgency);

struct Recommendation {
    Urgency urgency = Urgency::kNone;
    std::vector<std::string> reasons;  // most urgent first
    // At least `urgency`; never less than before.
    void raise(Urgency to, const std::string& reason);

private:
    std::vector<Urgency> levels_;  // of the reasons
};

struct Estimate {
    RunKind kind = RunKind::kFull;
    std::int64_t runs = 0;
    std::optional<double> median, shortest, longest;  // seconds
    std::string text;                                 // "no run yet"
};

struct Resources {
    std::optional<std::int64_t> peak_rss_bytes;  // the highest measured
    std::optional<double> cpu_seconds;           // median
    std::optional<std::int64_t> bytes_written;   // median
    std::string text;
};

struct Cycle {
    enum class State { kPlanned, kSkipped, kUnknown };
    TimeUs at_us = 0;
    State state = State::kUnknown;
    RunKind kind = RunKind::kFull;
    int window_days = 0;
    std::optional<std::int64_t> expected_new;  // rows by then
    std::optional<double> seconds;
    std::string text;  // "will be skipped because …"
};
const char* to_string(Cycle::State state);

struct PlannedSchedule {
    bool stopped = false;
    std::string title, text;
    std::vector<Cycle> cycles;
    std::optional<TimeUs> threshold_at_us;  // forecast: when the number of new samples is reached
};

struct PlanCheck {
    std::string code, title;
    CheckState state = CheckState::kUnknown;
    std::string evidence;
};

struct Criterion {
    std::string text;
    std::int64_t met = 0, judged = 0;  // runs
    std::string evidence;
};

struct PlanRemark {
    std::string code, text;
};

struct Emergency {
    std::string when, command, effect;
};

struct Plan {
    TimeUs generated_us = 0;
    std::string plan_version = kPlanVersion;
    PlanRequest request;
    std::optional<std::int64_t> active_version;
    TimeZone zone = TimeZone::utc();  // the home's
    DataOutlook data;
    Trend trend;
    std::string runs_text;  // how the last runs ended
    DriftFacts drift;
    Recommendation recommendation;
    std::array<Estimate, 2> estimates;  // full, incremental
    Resources resources;
    PlannedSchedule schedule;
    std::vector<PlanCheck> prerequisites;
    std::vector<Criterion> criteria;
    std::vector<PlanRemark> risks;   // only those that hold now
    std::vector<PlanRemark> phases;  // the states a run goes through
    std::vector<Emergency> emergencies;
};

Plan make_plan(const PlanFacts& facts, const PlanRequest& request);

Json to_json(const Plan& plan);
// Times of the home's own clock.
std::string to_markdown(const Plan& plan);

}  // namespace hearth::learning
