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

// Draws rows with replacement and gives the metrics of every model on each draw: [draw][model]. All
// models are scored on the same rows, so that each draw is made once.
std::vector<std::vector<Scores>> draw_scores(const std::vector<IndexedRows>& models,
                                             std::uint64_t seed, std::size_t draws) {
    const std::size_t rows = models.front().size();
    std::mt19937_64 random(seed);
    std::vector<std::size_t> times(rows);
    std::vector<std::size_t> chosen;  // those of times > 0: a third is not, at random
    std::vector<ScoreSums> sums;
    for (const IndexedRows& model : models) sums.emplace_back(model.labels());
    std::vector<std::vector<Scores>> out(draws);
    for (std::vector<Scores>& scores : out) {
        std::fill(times.begin(), times.end(), 0);
        for (std::size_t i = 0; i < rows; ++i) ++times[static_cast<std::size_t>(random() % rows)];
        chosen.resize(rows);
        std::size_t count = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            chosen[count] = row;
            count += times[row] > 0 ? 1 : 0;
        }
        chosen.resize(count);
        for (std::size_t model = 0; model < models.size(); ++model) {
            sums[model].clear();
            for (const std::size_t row : chosen)
                sums[model].add(models[model].row(row), times[row]);
            scores.push_back(sums[model].scores());
        }
    }
    return out;
}

// The intervals of model 0 against model `other`.
std::vector<Interval> intervals_of(const std::vector<std::vector<Scores>>& drawn, std::size_t other,
                                   const Scores& observed) {
    std::vector<Interval> out;
    std::vector<double> values(drawn.size());
    for (std::size_t metric = 0; metric < kMetricCount; ++metric) {
        for (std::size_t i = 0; i < drawn.size(); ++i)
            values[i] = drawn[i].front()[metric] - drawn[i][other][metric];
        std::sort(values.begin(), values.end());
        out.push_back({static_cast<Metric>(metric), observed[metric], quantile(values, kTail),
                       quantile(values, 1 - kTail)});
    }
    return out;
}

}  // namespace

Result<std::vector<Interval>> paired_bootstrap(const RowScores& a, const RowScores& b,
                                               std::uint64_t seed, std::size_t draws) {
    if (const Status ok = check_paired(a, b); !ok) return ok.error();
    if (draws == 0) return bad_input("a bootstrap needs at least one draw");
    const auto drawn = draw_scores({IndexedRows(a.rows()), IndexedRows(b.rows())}, seed, draws);
    return intervals_of(drawn, 1, difference(a.summary(), b.summary()));
}

Json ranking_scores(const std::vector<NamedScores>& models) {
    Json out = Json::object();
    for (const NamedScores& model : models) {
        out[model.name] = to_json(model.rows.summary());
        out[model.name].update(to_json(ClassCounts(model.rows).means()));
    }
    return out;
}

Result<RankingReport> ranking_report(const std::vector<NamedScores>& models, std::uint64_t seed) {
    RankingReport out{ranking_scores(models), Json::array()};
    if (models.size() < 2) return out;
    std::vector<IndexedRows> indexed;
    for (const NamedScores& model : models) {
        if (const Status ok = check_paired(models.front().rows, model.rows); !ok) return ok.error();
        indexed.emplace_back(model.rows.rows());
    }
    const auto drawn = draw_scores(indexed, seed, kDraws);
    for (std::size_t i = 1; i < models.size(); ++i) {
        const Scores observed = difference(models.front().rows.summary(), models[i].rows.summary());
        for (const Interval& interval : intervals_of(drawn, i, observed))
            out.intervals.push_back({{"metric", to_string(interval.metric)},
                                     {"against", models[i].name},
                                     {"difference", interval.difference},
                                     {"low", interval.low},
                                     {"high", interval.high}});
    }
    return out;
}

}  // namespace hearth::sdk
