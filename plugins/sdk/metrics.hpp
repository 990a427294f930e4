// Ranking metrics of next-action models, computed the same way for every model and baseline.
//
// RowScores keeps what one model did on every row, so that two models can be compared row by row
// (paired bootstrap). top1 is the accuracy. log_loss: mean of -ln(max(p, 1e-9)). ece: expected
// calibration error over 10 equal-width bins of the top-1 probability (Naeini et al. 2015).
// macro_f1: mean over the labels that occur in the truth. mrr: mean reciprocal rank over the full
// ranking. Precision and recall, which the bootstrap does not need: class_counts.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace hearth::sdk {

// What a model made of one hold-out row. Labels are numbers of the caller's choice; a label the
// model has never seen needs a number too (any that is not in the model's vocabulary).
struct RowScore {
    std::int64_t truth = 0;
    std::int64_t predicted = 0;
    std::size_t rank = 1;    // of the truth, from 1; behind all known labels if it is unknown
    double probability = 0;  // given to the truth; 0 if it is unknown
    double confidence = 0;   // the probability of `predicted`
};

// Scores one row from a probability for every known label (index = label number). `truth` outside
// the vector: unknown. Equal probabilities rank by `tie_order` (smaller first, one entry a label);
// empty: the smaller label number first. Precondition: probabilities is not empty.
RowScore score_row(std::span<const double> probabilities, std::int64_t truth,
                   std::span<const std::size_t> tie_order = {});

enum class Metric { kTop1, kTop3, kMrr, kMacroF1, kLogLoss, kEce };
inline constexpr std::size_t kMetricCount = 6;
const char* to_string(Metric metric);  // "top1", "top3", "mrr", "macro_f1", "log_loss", "ece"

using Scores = std::array<double, kMetricCount>;  // indexed by Metric
Json to_json(const Scores& scores);

class RowScores {
public:
    void add(const RowScore& row) { rows_.push_back(row); }
    void reserve(std::size_t rows) { rows_.reserve(rows); }
    std::size_t size() const { return rows_.size(); }
    const std::vector<RowScore>& rows() const { return rows_; }
    // All zero without rows.
    Scores summary() const;

private:
    std::vector<RowScore> rows_;
};

}  // namespace hearth::sdk
