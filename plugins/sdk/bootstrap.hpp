// Paired bootstrap (Efron and Tibshirani 1993, percentile interval): is model a better than model b
// on the same rows, or could it be chance? Rows are drawn with replacement, for both models alike,
// and the difference of every metric is taken; the middle 95 % of the differences is the interval.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "sdk/metrics.hpp"

namespace hearth::sdk {

inline constexpr std::size_t kDraws = 1000;

struct Interval {
    Metric metric = Metric::kTop1;
    double difference = 0;  // a - b on the rows as they are
    double low = 0, high = 0;
};

// One interval a metric, in the order of Metric. kInvalid unless both have the same rows (number
// and truths) and at least one.
Result<std::vector<Interval>> paired_bootstrap(const RowScores& a, const RowScores& b,
                                               std::uint64_t seed, std::size_t draws = kDraws);

// A model or baseline with what it did on the hold-out rows.
struct NamedScores {
    std::string name;  // "model", "incumbent", "most_frequent", …
    RowScores rows;
};

// The scores of each by its name, with the members of Metric and of ClassMeans.
Json ranking_scores(const std::vector<NamedScores>& models);

// The members "scores" and "intervals" of a training result: intervals compare the first entry
// (the model) with each of the others on every Metric. kInvalid as paired_bootstrap.
struct RankingReport {
    Json scores;
    Json intervals;
};
Result<RankingReport> ranking_report(const std::vector<NamedScores>& models, std::uint64_t seed);

}  // namespace hearth::sdk
