// Precision, recall and F1 label by label, and their means, from what a model did on the hold-out.
//
// Precision of a label: hits / how often it was predicted. Recall: hits / how often it was true
// (support). F1: 2 hits / (predicted + support), their harmonic mean. A quotient of nothing is 0: a
// label that was never predicted has precision 0, one that was never true recall 0.
//
// Macro: mean over the labels that occur in the truth, each as much as any other. Weighted: the
// same with a label's support as its weight. A label unknown to the model counts like any other.
// Accuracy is top1 in metrics.hpp and so is weighted recall, by arithmetic; macro F1 is there too.
//
// Kept apart from ScoreSums: the bootstrap needs none of this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/json.hpp"
#include "sdk/metrics.hpp"

namespace hearth::sdk {

struct LabelCount {
    std::int64_t label = 0;
    std::size_t support = 0;  // rows with this truth
    std::size_t predicted = 0;
    std::size_t hits = 0;
    double precision() const;
    double recall() const;
    double f1() const;
};

// Rows with this truth and this prediction.
struct ConfusionCell {
    std::int64_t truth = 0, predicted = 0;
    std::size_t rows = 0;
};

struct ClassMeans {
    double macro_precision = 0, macro_recall = 0;
    double weighted_precision = 0, weighted_recall = 0, weighted_f1 = 0;
};
Json to_json(const ClassMeans& means);  // under the names of the members

class ClassCounts {
public:
    explicit ClassCounts(const RowScores& scores);
    // Every label that was true or predicted, by number.
    const std::vector<LabelCount>& labels() const { return labels_; }
    // The cells with rows, by truth, then prediction.
    const std::vector<ConfusionCell>& cells() const { return cells_; }
    // All zero without rows.
    ClassMeans means() const;

private:
    std::vector<LabelCount> labels_;
    std::vector<ConfusionCell> cells_;
};

}  // namespace hearth::sdk
