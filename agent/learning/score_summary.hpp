// Number, mean and spread of scores, kept as sums. Plain data.
#pragma once

#include <cstdint>

#include "core/json.hpp"

namespace hearth::learning {

struct ScoreSummary {
    std::int64_t n = 0;
    double sum = 0, sum_squares = 0;

    // Numbers that are not finite are left out.
    void add(double score);
    double mean() const;  // 0 without scores
    // How far the mean may be off by chance: z standard errors. For numbers within [-1, 1]; one
    // pseudo-score of the greatest spread keeps a lucky run of equal scores from looking certain.
    double margin(double z) const;
};

Json to_json(const ScoreSummary& summary);
// Nothing usable: the empty summary.
ScoreSummary score_summary_from_json(const Json& json);

}  // namespace hearth::learning
