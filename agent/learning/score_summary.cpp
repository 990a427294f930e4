#include "learning/score_summary.hpp"

#include <algorithm>
#include <cmath>

#include "learning/stored_numbers.hpp"

namespace hearth::learning {

void ScoreSummary::add(double score) {
    if (!std::isfinite(score)) return;
    ++n;
    sum += score;
    sum_squares += score * score;
}

double ScoreSummary::mean() const { return n > 0 ? sum / static_cast<double>(n) : 0; }

double ScoreSummary::margin(double z) const {
    const double count = static_cast<double>(n);
    const double squares = std::max(0.0, sum_squares - count * mean() * mean());
    return z * std::sqrt((squares + 1) / (count + 1) / std::max(1.0, count));
}

Json to_json(const ScoreSummary& summary) {
    return {{"n", summary.n}, {"sum", summary.sum}, {"sum_squares", summary.sum_squares}};
}

ScoreSummary score_summary_from_json(const Json& json) {
    ScoreSummary out;
    out.n = count_or_zero(json, "n");
    if (out.n == 0) return {};
    out.sum = finite_or(json, "sum", 0);
    out.sum_squares = std::max(0.0, finite_or(json, "sum_squares", 0));
    return out;
}

}  // namespace hearth::learning
