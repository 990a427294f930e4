#include "sdk/class_counts.hpp"

#include <map>
#include <utility>

namespace hearth::sdk {

namespace {

double quotient(double part, double whole) { return whole == 0 ? 0 : part / whole; }

}  // namespace

double LabelCount::precision() const {
    return quotient(static_cast<double>(hits), static_cast<double>(predicted));
}

double LabelCount::recall() const {
    return quotient(static_cast<double>(hits), static_cast<double>(support));
}

double LabelCount::f1() const {
    return quotient(2 * static_cast<double>(hits), static_cast<double>(predicted + support));
}

Json to_json(const ClassMeans& means) {
    return {{"macro_precision", means.macro_precision},
            {"macro_recall", means.macro_recall},
            {"weighted_precision", means.weighted_precision},
            {"weighted_recall", means.weighted_recall},
            {"weighted_f1", means.weighted_f1}};
}

ClassCounts::ClassCounts(const RowScores& scores) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> cells;
    std::map<std::int64_t, LabelCount> labels;
    for (const RowScore& row : scores.rows()) {
        ++cells[{row.truth, row.predicted}];
        ++labels[row.truth].support;
        ++labels[row.predicted].predicted;
        if (row.truth == row.predicted) ++labels[row.truth].hits;
    }
    for (auto& [number, count] : labels) {
        count.label = number;
        labels_.push_back(count);
    }
    for (const auto& [cell, rows] : cells) cells_.push_back({cell.first, cell.second, rows});
}

ClassMeans ClassCounts::means() const {
    ClassMeans out;
    double rows = 0, true_labels = 0;
    for (const LabelCount& label : labels_) {
        if (label.support == 0) continue;
        const auto weight = static_cast<double>(label.support);
        rows += weight;
        ++true_labels;
        out.macro_precision += label.precision();
        out.macro_recall += label.recall();
        out.weighted_precision += weight * label.precision();
        out.weighted_recall += weight * label.recall();
        out.weighted_f1 += weight * label.f1();
    }
    for (double* macro : {&out.macro_precision, &out.macro_recall})
        *macro = quotient(*macro, true_labels);
    for (double* weighted : {&out.weighted_precision, &out.weighted_recall, &out.weighted_f1})
        *weighted = quotient(*weighted, rows);
    return out;
}

}  // namespace hearth::sdk
