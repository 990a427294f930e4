#include "sdk/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "sdk/class_counts.hpp"
#include "sdk/failure.hpp"
#include "sdk/score_sums.hpp"

namespace hearth::sdk {

namespace {

constexpr double kTail = 0.025;  // on either side of the 95 % interval

Status check_paired(const RowScores& a, const RowScores& b) {
    if (a.size() != b.size() || a.size() == 0)
        return bad_input("models can only be compared on the same rows; these have " +
                         std::to_string(a.size()) + " and " + std::to_string(b.size()));
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a.rows()[i].truth != b.rows()[i].truth)
            return bad_input("models can only be compared on the same rows; row " +
                             std::to_string(i + 1) + " differs");
    return {};
}

Scores difference(const Scores& a, const Scores& b) {
    Scores out{};
    for (std::size_t i = 0; i < kMetricCount; ++i) out[i] = a[i] - b[i];
    return out;
}

// Linear interpolation between the closest order statistics. Precondition: sorted, not empty.
double quantile(const std::vector<double>& sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(std::floor(at));
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

std::vector<Scores> draw_differences(const IndexedRows& a, const IndexedRows& b, std::uint64_t seed,
                                     std::size_t draws) {
    std::mt19937_64 random(seed);
    ScoreSums sums_a(a.labels()), sums_b(b.labels());
    std::vector<Scores> out;
    out.reserve(draws);
    for (std::size_t draw = 0; draw < draws; ++draw) {
        sums_a.clear();
        sums_b.clear();
        for (std::size_t i = 0; i < a.size(); ++i) {
            const auto row = static_cast<std::size_t>(random() % a.size());
            sums_a.add(a.row(row));
            sums_b.add(b.row(row));
        }
        out.push_back(difference(sums_a.scores(), sums_b.scores()));
    }
    return out;
}

}  // namespace

Result<std::vector<Interval>> paired_bootstrap(const RowScores& a, const RowScores& b,
                                               std::uint64_t seed, std::size_t draws) {
    if (const Status ok = check_paired(a, b); !ok) return ok.error();
    if (draws == 0) return bad_input("a bootstrap needs at least one draw");
    const auto drawn = draw_differences(IndexedRows(a.rows()), IndexedRows(b.rows()), seed, draws);
    const Scores observed = difference(a.summary(), b.summary());
    std::vector<Interval> out;
    std::vector<double> values(draws);
    for (std::size_t metric = 0; metric < kMetricCount; ++metric) {
        for (std::size_t i = 0; i < draws; ++i) values[i] = drawn[i][metric];
        std::sort(values.begin(), values.end());
        out.push_back({static_cast<Metric>(metric), observed[metric], quantile(values, kTail),
                       quantile(values, 1 - kTail)});
    }
    return out;
}

Result<RankingReport> ranking_report(const std::vector<NamedScores>& models, std::uint64_t seed) {
    RankingReport out{Json::object(), Json::array()};
    for (const NamedScores& model : models) {
        out.scores[model.name] = to_json(model.rows.summary());
        out.scores[model.name].update(to_json(ClassCounts(model.rows).means()));
    }
    for (std::size_t i = 1; i < models.size(); ++i) {
        const auto intervals = paired_bootstrap(models.front().rows, models[i].rows, seed);
        if (!intervals) return intervals.error();
        for (const Interval& interval : *intervals)
            out.intervals.push_back({{"metric", to_string(interval.metric)},
                                     {"against", models[i].name},
                                     {"difference", interval.difference},
                                     {"low", interval.low},
                                     {"high", interval.high}});
    }
    return out;
}

}  // namespace hearth::sdk
