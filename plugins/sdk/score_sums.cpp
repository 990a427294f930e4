#include "sdk/score_sums.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace hearth::sdk {

namespace {
constexpr double kLeastProbability = 1e-9;
}

IndexedRows::IndexedRows(const std::vector<RowScore>& rows) {
    std::unordered_map<std::int64_t, std::size_t> index;
    const auto index_of = [&](std::int64_t label) {
        return index.try_emplace(label, index.size()).first->second;
    };
    rows_.reserve(rows.size());
    for (const RowScore& row : rows) {
        IndexedRow out;
        out.truth = index_of(row.truth);
        out.predicted = index_of(row.predicted);
        out.top1 = row.rank == 1;
        out.top3 = row.rank <= 3;
        out.reciprocal_rank = 1.0 / static_cast<double>(std::max<std::size_t>(row.rank, 1));
        out.log_loss = -std::log(std::max(row.probability, kLeastProbability));
        out.confidence = std::clamp(row.confidence, 0.0, 1.0);
        out.bin = std::min(kCalibrationBins - 1,
                           static_cast<std::size_t>(out.confidence * kCalibrationBins));
        rows_.push_back(out);
    }
    labels_ = index.size();
}

void ScoreSums::clear() {
    count_ = top1_ = top3_ = 0;
    reciprocal_ranks_ = log_losses_ = 0;
    std::fill(of_label_.begin(), of_label_.end(), LabelCounts());
    bins_.fill(Bin());
}

void ScoreSums::add(const IndexedRow& row, std::size_t times) {
    const auto weight = static_cast<double>(times);
    count_ += times;
    top1_ += row.top1 ? times : 0;
    top3_ += row.top3 ? times : 0;
    reciprocal_ranks_ += weight * row.reciprocal_rank;
    log_losses_ += weight * row.log_loss;
    of_label_[row.truth].truth += times;
    of_label_[row.predicted].predicted += times;
    if (row.truth == row.predicted) of_label_[row.truth].hits += times;
    bins_[row.bin].confidence += weight * row.confidence;
    bins_[row.bin].hits += row.top1 ? weight : 0;
}

double ScoreSums::macro_f1() const {
    double sum = 0;
    std::size_t labels = 0;
    for (const LabelCounts& counts : of_label_) {
        if (counts.truth == 0) continue;
        ++labels;
        // 2 TP / (2 TP + FP + FN); truth = TP + FN, predicted = TP + FP.
        sum += 2.0 * static_cast<double>(counts.hits) /
               static_cast<double>(counts.truth + counts.predicted);
    }
    return labels == 0 ? 0 : sum / static_cast<double>(labels);
}

double ScoreSums::calibration_error() const {
    double sum = 0;
    for (const Bin& bin : bins_) sum += std::abs(bin.hits - bin.confidence);
    return sum / static_cast<double>(count_);
}

Scores ScoreSums::scores() const {
    Scores out{};
    if (count_ == 0) return out;
    const auto count = static_cast<double>(count_);
    const auto set = [&](Metric metric, double value) {
        out[static_cast<std::size_t>(metric)] = value;
    };
    set(Metric::kTop1, static_cast<double>(top1_) / count);
    set(Metric::kTop3, static_cast<double>(top3_) / count);
    set(Metric::kMrr, reciprocal_ranks_ / count);
    set(Metric::kMacroF1, macro_f1());
    set(Metric::kLogLoss, log_losses_ / count);
    set(Metric::kEce, calibration_error());
    return out;
}

}  // namespace hearth::sdk
