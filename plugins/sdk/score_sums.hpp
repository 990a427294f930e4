// The sums from which the ranking metrics follow: add rows in any order and number, take the
// scores, clear, again. Made for the bootstrap, which does this a thousand times.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sdk/metrics.hpp"

namespace hearth::sdk {

inline constexpr std::size_t kCalibrationBins = 10;

// A RowScore made cheap to add: labels numbered from 0, logarithm and bin computed once.
struct IndexedRow {
    std::size_t truth = 0, predicted = 0;
    bool top1 = false, top3 = false;
    double reciprocal_rank = 0, log_loss = 0, confidence = 0;
    std::size_t bin = 0;
};

class IndexedRows {
public:
    explicit IndexedRows(const std::vector<RowScore>& rows);
    std::size_t size() const { return rows_.size(); }
    std::size_t labels() const { return labels_; }  // different numbers in truth and predicted
    const IndexedRow& row(std::size_t i) const { return rows_[i]; }

private:
    std::vector<IndexedRow> rows_;
    std::size_t labels_ = 0;
};

class ScoreSums {
public:
    explicit ScoreSums(std::size_t labels) : of_label_(labels) {}
    void clear();
    void add(const IndexedRow& row, std::size_t times = 1);
    Scores scores() const;

private:
    struct LabelCounts {
        std::size_t truth = 0, predicted = 0, hits = 0;
    };
    struct Bin {
        double confidence = 0, hits = 0;
    };
    double macro_f1() const;
    double calibration_error() const;

    std::size_t count_ = 0, top1_ = 0, top3_ = 0;
    double reciprocal_ranks_ = 0, log_losses_ = 0;
    std::vector<LabelCounts> of_label_;
    std::array<Bin, kCalibrationBins> bins_{};
};

}  // namespace hearth::sdk
