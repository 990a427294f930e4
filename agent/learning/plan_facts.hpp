// What is known when a retraining plan is made. The caller fills it in; the plan adds nothing that
// is not here, and says "not known" where something is missing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/time_zone.hpp"
#include "domain/manifest.hpp"
#include "domain/run.hpp"
#include "learning/quality_report.hpp"
#include "learning/safeguard.hpp"

namespace hearth::learning {

enum class Cadence { kDaily, kWeekly, kMonthly };

const char* to_string(Cadence cadence);
std::optional<Cadence> cadence_from_string(const std::string& word);

struct PlanRequest {
    std::string model;
    Cadence cadence = Cadence::kWeekly;
    std::int64_t min_replay = 0;  // rows; 0: the model's own minimum (SampleFacts::needed)
};

struct SampleFacts {
    std::int64_t total = 0;     // stored rows of the model's kind
    std::int64_t accepted = 0;  // of them, what the model learns from
    std::int64_t distinct = 0;  // of them, different ones
    std::int64_t fresh = 0;     // distinct and accepted since the last run
    // Accepted rows later than all that the active version learned from; nothing without one.
    std::optional<std::int64_t> unseen;
    std::int64_t needed = 0;  // rows without which the model cannot be fitted and judged
    std::optional<TimeUs> first_us, last_us;
    std::vector<TimeGap> gaps;  // more than a day without a row
    std::map<std::string, std::int64_t> by_source, by_kind, dropped;
    std::optional<double> per_day;  // new distinct accepted rows a day, measured
};

struct PastRun {
    std::string id, trigger;
    RunKind kind = RunKind::kFull;
    RunState state = RunState::kFinished;
    bool dry_run = false;
    TimeUs started_us = 0, finished_us = 0;
    std::int64_t samples_train = 0, samples_holdout = 0;
    std::optional<std::int64_t> questions;  // what it was asked, where that is not the hold-out
    std::string decision, reason;
    Scores candidate;  // all on the same hold-out
    std::optional<Scores> incumbent;
    std::map<std::string, Scores> baselines;
    std::int64_t peak_rss_bytes = 0;  // 0: not measured
    std::optional<double> cpu_seconds;
    std::optional<std::int64_t> bytes_written;
};

// The score of the active version on what then really happened, one point a period.
struct LivePoint {
    TimeUs at_us = 0;
    double value = 0;
    std::int64_t rows = 0;
    std::optional<double> low, high;  // 95 % interval
};

struct LiveFacts {
    MetricPolicy metric;
    std::vector<LivePoint> points;   // in order of time
    std::optional<double> fallback;  // of the fallback over the last point's rows
};

enum class DriftLevel { kUnknown, kStable, kModerate, kStrong };

struct DriftFacts {
    DriftLevel level = DriftLevel::kUnknown;
    std::map<std::string, double> psi;  // population stability index by feature
    std::string text;                   // a sentence of the drift watch; may be empty
};

enum class CheckState { kYes, kNo, kUnknown };

// A prerequisite that the caller tried just now.
struct CheckFacts {
    CheckState state = CheckState::kUnknown;
    std::string evidence;  // what was seen
};

struct ThresholdFacts {
    std::int64_t current = 0;  // new distinct samples that start a training; 0: never by number
    std::int64_t minimum = 0;  // new samples without which a scheduled training is skipped
};

struct PlanFacts {
    TimeUs now_us = 0;
    TimeZone zone = TimeZone::utc();
    Manifest policy;
    std::optional<std::int64_t> active_version, previous_version;
    bool learning_enabled = true, model_enabled = true;
    SampleFacts samples;
    std::vector<PastRun> runs;      // newest first
    std::optional<int> since_full;  // trainings since the last full one; nothing: no full one
    LiveFacts live;
    DriftFacts drift;
    ThresholdFacts threshold;
    std::optional<QualityReport> quality;
    std::optional<std::int64_t> free_disk_bytes, free_memory_bytes;
    std::optional<std::int64_t>
        disk_needed_bytes;       // for one training: data set, checkpoint, version
    double holdout_share = 0.2;  // of the accepted rows, newest
    double watch_hours = 48;     // after a promotion
    CheckFacts plugin_loads, activation, previous_verifies, broker, notification;
    std::vector<TimeUs> next_slots;  // of the schedule, in order, after now
};

// How far back the rows of a training go, in days: 7, 30 or 90 by cadence for an incremental one,
// the next of 7, 30, 90, 180 for a full one.
int window_days(Cadence cadence, RunKind kind);

}  // namespace hearth::learning
