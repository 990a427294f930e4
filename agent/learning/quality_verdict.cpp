// Where the border lies. Measured on the real logs and on seeded homes of 1 to 40 entities: none of
// them comes near a refusal; the data of a system that claimed "100 % quality" (443 rows that are 4
// pairs; 1,052 rows with one answer) does.
#include <algorithm>
#include <cmath>

#include "learning/plain_words.hpp"
#include "learning/quality_report.hpp"

namespace hearth::learning {

namespace {

constexpr std::int64_t kFewPairs = 6;      // two switches make four, a switch and a door three
constexpr double kManyRepeats = 20;        // rows per pair
constexpr std::int64_t kFewContexts = 24;  // different (row before, row, hour of the week)
constexpr double kShortDays = 7;           // a rhythm of the week cannot show in less
constexpr double kNearlyAll = 0.95;
constexpr double kLopsided = 0.9;  // noted

using Remarks = std::vector<QualityRemark>;

double repeats(const QualityReport& of) {
    return of.distinct_pairs > 0
               ? static_cast<double>(of.rows) / static_cast<double>(of.distinct_pairs)
               : 0;
}

// Rows that stand alone need more different ones the more a model asks for. In a sequence few pairs
// are normal (a home of one lamp has two); there the order and the times must be as poor as the
// pairs, and the time short, before it is refused.
bool only_repeats(const QualityReport& of) {
    if (repeats(of) < kManyRepeats) return false;
    if (!of.needs.sequence) return of.distinct_pairs < std::max(kFewPairs, of.needs.min_rows / 10);
    return of.distinct_pairs < kFewPairs && of.distinct_contexts < kFewContexts &&
           of.days < kShortDays;
}

void refuse_too_few(const QualityReport& of, Remarks& out) {
    if (of.rows == 0) {
        out.push_back({"no_rows", "there are no rows"});
        return;
    }
    const std::int64_t rows = of.needs.sequence ? of.distinct_moments : of.rows;
    if (rows < of.needs.min_rows)
        out.push_back({"few_rows", counted(rows, "row") +
                                       (rows < of.rows ? " after leaving out repetitions" : "") +
                                       "; at least " + with_commas(of.needs.min_rows) +
                                       " are needed"});
    if (only_repeats(of))
        out.push_back({"few_pairs", with_commas(of.rows) + " rows are only " +
                                        counted(of.distinct_pairs, "distinct pair") +
                                        " of features and label, each repeated " +
                                        with_commas(std::llround(repeats(of))) +
                                        " times on average: they teach nothing beyond these " +
                                        with_commas(of.distinct_pairs)});
}

void refuse_labels(const QualityReport& of, Remarks& out) {
    if (of.rows == 0 || !of.needs.labels_must_vary) return;
    const std::int64_t labelled = of.target_rows - of.missing_labels;
    if (of.target_rows == 0)
        out.push_back({"no_targets", "no row is something that a model has to predict"});
    else if (static_cast<double>(of.missing_labels) >=
             kNearlyAll * static_cast<double>(of.target_rows))
        out.push_back({"no_labels", with_commas(of.missing_labels) + " of " +
                                        counted(of.target_rows, "row") + " have no label"});
    else if (of.labels == 1)
        out.push_back(
            {"one_label", "all " + counted(labelled, "row") +
                              " have one and the same label: there is nothing to tell apart"});
}

void refuse_content(const QualityReport& of, Remarks& out) {
    if (of.rows == 0) return;
    const auto empty_rows = static_cast<double>(of.rows_without_features);
    if (of.empty_features >= kNearlyAll || empty_rows >= kNearlyAll * static_cast<double>(of.rows))
        out.push_back({"empty_features", percent(of.empty_features) +
                                             " of the feature values are empty; " +
                                             with_commas(of.rows_without_features) + " of " +
                                             counted(of.rows, "row") + " have none at all"});
    if (of.needs.sequence && of.rows > 1 && of.first_us == of.last_us)
        out.push_back({"one_time", "all " + counted(of.rows, "row") +
                                       " bear the same time: there is no order and no rhythm to "
                                       "learn, and no later part to test on"});
    if (of.simulated && !of.needs.simulated_home)
        out.push_back({"all_simulated",
                       "every row is simulated; a real home's model needs rows of that home"});
}

Remarks notes(const QualityReport& of) {
    Remarks out;
    if (of.rows == 0) return out;
    if (of.simulated && of.needs.simulated_home)
        out.push_back({"simulated_home", "simulated home: the figures say nothing of a real one"});
    if (!of.needs.sequence && repeats(of) >= kManyRepeats)
        out.push_back({"repeats", "each of the " + counted(of.distinct_pairs, "distinct pair") +
                                      " occurs " + with_commas(std::llround(repeats(of))) +
                                      " times on average"});
    if (!of.needs.sequence && of.rows > 1 && of.first_us == of.last_us)
        out.push_back({"one_time", "all rows bear the same time: no later part to test on"});
    if (of.labels > 1 && of.top_label_share >= kLopsided)
        out.push_back({"lopsided", "one label makes up " + percent(of.top_label_share) +
                                       " of the rows; the others are hardly learned"});
    if (of.gap_count > 0)
        out.push_back({"gaps", counted(of.gap_count, "gap") + " of more than a day, together " +
                                   days_words(of.gap_days)});
    if (of.dropped_rows > of.rows)
        out.push_back({"mostly_dropped", "more rows were left out (" +
                                             with_commas(of.dropped_rows) + ") than kept (" +
                                             with_commas(of.rows) + ")"});
    if (!of.exact)
        out.push_back({"estimated", "distinct counts are estimates, right to about 1 %"});
    return out;
}

}  // namespace

QualityVerdict judge_quality(const QualityReport& report) {
    QualityVerdict out;
    refuse_too_few(report, out.reasons);
    refuse_labels(report, out.reasons);
    refuse_content(report, out.reasons);
    out.notes = notes(report);
    out.usable = out.reasons.empty();
    return out;
}

}  // namespace hearth::learning
