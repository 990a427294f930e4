#include "sdk/metrics.hpp"

#include <algorithm>

#include "sdk/score_sums.hpp"

namespace hearth::sdk {

const char* to_string(Metric metric) {
    switch (metric) {
        case Metric::kTop1: return "top1";
        case Metric::kTop3: return "top3";
        case Metric::kMrr: return "mrr";
        case Metric::kMacroF1: return "macro_f1";
        case Metric::kLogLoss: return "log_loss";
        case Metric::kEce: return "ece";
    }
    return "top1";
}

Json to_json(const Scores& scores) {
    Json out = Json::object();
    for (std::size_t i = 0; i < kMetricCount; ++i)
        out[to_string(static_cast<Metric>(i))] = scores[i];
    return out;
}

RowScore score_row(std::span<const double> probabilities, std::int64_t truth,
                   std::span<const std::size_t> tie_order) {
    // a is listed before b.
    const auto before = [&](std::size_t a, std::size_t b) {
        if (probabilities[a] != probabilities[b]) return probabilities[a] > probabilities[b];
        if (!tie_order.empty() && tie_order[a] != tie_order[b]) return tie_order[a] < tie_order[b];
        return a < b;
    };
    RowScore out;
    out.truth = truth;
    std::size_t best = 0;
    for (std::size_t i = 1; i < probabilities.size(); ++i)
        if (before(i, best)) best = i;
    out.predicted = static_cast<std::int64_t>(best);
    out.confidence = probabilities[best];
    const bool is_known = truth >= 0 && static_cast<std::size_t>(truth) < probabilities.size();
    if (!is_known) {
        out.rank = probabilities.size() + 1;
        return out;
    }
    const auto label = static_cast<std::size_t>(truth);
    out.probability = probabilities[label];
    for (std::size_t i = 0; i < probabilities.size(); ++i)
        if (i != label && before(i, label)) ++out.rank;
    return out;
}

Scores RowScores::summary() const {
    const IndexedRows indexed(rows_);
    ScoreSums sums(indexed.labels());
    for (std::size_t i = 0; i < rows_.size(); ++i) sums.add(indexed.row(i));
    return sums.scores();
}

}  // namespace hearth::sdk
