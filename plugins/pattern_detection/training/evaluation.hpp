// The hold-out: candidate, incumbent and baselines are asked the same question at every target row
// and judged on the same answers. Counts go on learning after each prediction when `rules.online`,
// else everything stays as it was at the split.
//
// A truth that never was a target so far ranks behind all known labels; its probability is what the
// model keeps for the unseen.
#pragma once

#include <optional>
#include <vector>

#include "core/result.hpp"
#include "pattern_detection/baselines/baseline_set.hpp"
#include "pattern_detection/home_state.hpp"
#include "pattern_detection/scorer/scorer.hpp"
#include "pattern_detection/training/timing_scores.hpp"
#include "sdk/bootstrap.hpp"
#include "sdk/dataset.hpp"
#include "sdk/host.hpp"

namespace hearth::pattern {

struct EvaluationResult {
    std::vector<sdk::NamedScores> scores;  // model, [incumbent,] baselines; labels are symbols
    bool constant = false;                 // the model gave every row the same answer
    TimingScores timing;                   // of "when"
    QueryTimeScores query_time;            // empty unless asked for
};

struct EvaluationRules {
    bool online = true;
    bool query_time = false;  // judge the model also as one that is told the time (costs time)
};

// `state` and `baselines` as they are after the training part; both are changed. Errors: cancelled.
Result<EvaluationResult> evaluate(const sdk::Dataset& dataset,
                                  const std::vector<std::size_t>& order,
                                  const EvaluationRules& rules, const ScorerWeights& model,
                                  const std::optional<ScorerWeights>& incumbent, HomeState& state,
                                  BaselineSet& baselines, const sdk::Host& host);

}  // namespace hearth::pattern
