// What a model's rows are worth before it learns from them: how many there really are, what they
// cover, and whether they can teach anything. Pure.
//
// `hearth quality MODEL` shows it; the plan and the trainer ask for its verdict.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/time_zone.hpp"

namespace hearth::learning {

struct TimeGap {
    TimeUs from_us = 0, to_us = 0;
};

// What the verdict must know about the model and the home.
struct QualityNeeds {
    std::int64_t min_rows = 0;
    // Rows of a sequence ("interaction") say something by their time and by what came before them:
    // the same lamp going on for the hundredth time is new evidence. Rows of other kinds (pairs,
    // texts) stand alone: the same row again is the same row.
    bool sequence = true;
    // False for kinds that list only what is there; the plugin makes its own negatives.
    bool labels_must_vary = true;
    bool simulated_home = false;
};

struct QualityRemark {
    std::string code;  // "few_pairs", "one_label", …
    std::string text;  // a sentence with the figures
};

struct QualityVerdict {
    bool usable = false;
    std::vector<QualityRemark> reasons;  // why not; empty if usable
    std::vector<QualityRemark> notes;    // worth knowing, no obstacle
};

struct LabelCount {
    std::string label;  // its first 56 bytes
    std::int64_t rows = 0;
};

struct QualityReport {
    std::int64_t rows = 0;
    std::int64_t target_rows = 0;        // rows that a model may have to predict
    std::int64_t distinct_keys = 0;      // of Sample::distinct_key
    std::int64_t distinct_pairs = 0;     // different (features, label)
    std::int64_t distinct_moments = 0;   // different (features, label, time)
    std::int64_t distinct_contexts = 0;  // different (row before, row, hour of the week)
    bool exact = true;                   // false: the distinct counts are estimates
    double duplicate_rate =
        0;  // 0 to 1: sequence: same content at the same time; else same content
    double empty_features = 0;  // 0 to 1: share of feature values that are null or empty
    std::int64_t rows_without_features = 0;  // none, or all of them empty
    std::int64_t missing_labels = 0;         // of target rows
    std::int64_t labels = 0;                 // different labels of target rows
    double top_label_share = 0;              // 0 to 1, of target rows with a label
    double label_entropy = 0;                // 0 (one label) to 1 (all equally often)
    std::vector<LabelCount> top_labels;      // at most ten, most frequent first
    std::int64_t entities = 0;               // entity ids in features and labels
    TimeUs first_us = 0, last_us = 0;        // 0 without rows
    double days = 0;                         // from the first to the last
    std::int64_t gap_count = 0;              // stretches of more than a day without a row
    double gap_days = 0;                     // their sum
    std::vector<TimeGap> gaps;               // at most ten, longest first
    std::map<std::string, std::int64_t> sources, origins;
    std::int64_t dropped_rows = 0;
    std::map<std::string, std::int64_t> dropped;  // reason word of the filters -> rows
    bool simulated = false;                       // no row is from a real home
    QualityNeeds needs;
    QualityVerdict verdict;
};

// The verdict over a report whose figures are filled in. QualityReportBuilder calls it.
QualityVerdict judge_quality(const QualityReport& report);

Json to_json(const QualityReport& report);
// For a terminal: at most 80 columns, dates of the home's own calendar.
std::string to_text(const QualityReport& report, const TimeZone& zone);

}  // namespace hearth::learning
