#include "pattern_detection/training/timing_scores.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::pattern {
namespace {

constexpr std::array<double, 3> kQuantiles{.1, .5, .9};
constexpr double kWaitS = 600;

Json scores_of(double log_loss, double rps, double rows) {
    return {{"log_loss", log_loss / rows}, {"rps", rps / rows}};
}

}  // namespace

void TimingScores::Sums::add(const TimeDistribution& distribution, std::size_t truth) {
    log_loss -= std::log(std::max(distribution[truth], 1e-9));
    rps += ranked_probability_score(distribution, truth);
}

void TimingScores::add(const TimingModel& timing, double seconds) {
    const std::size_t truth = time_bucket(seconds);
    const TimeDistribution told = timing.next();
    ++rows_;
    model_.add(told, truth);
    marginal_.add(timing.marginal(), truth);
    after_action_.add(timing.after_symbol(), truth);
    for (std::size_t q = 0; q < kQuantiles.size(); ++q)
        if (seconds < quantile_s(told, kQuantiles[q])) ++below_[q];
}

Json TimingScores::to_json() const {
    if (rows_ == 0) return {};
    const auto rows = static_cast<double>(rows_);
    const auto share = [&](std::size_t q) { return static_cast<double>(below_[q]) / rows; };
    return {{"rows", rows_},
            {"scores",
             {{"model", scores_of(model_.log_loss, model_.rps, rows)},
              {"marginal", scores_of(marginal_.log_loss, marginal_.rps, rows)},
              {"after_action", scores_of(after_action_.log_loss, after_action_.rps, rows)}}},
            {"calibration",
             {{"below_p10", share(0)}, {"below_p50", share(1)}, {"below_p90", share(2)}}}};
}

void QueryTimeScores::add_row(const std::vector<double>& probability, std::int64_t truth,
                              double unseen, sdk::RowScores& rows) {
    sdk::RowScore row = sdk::score_row(probability, truth);
    if (truth < 0) row.probability = unseen;
    rows.add(row);
}

void QueryTimeScores::add(const TimingModel& timing, double seconds,
                          const std::vector<double>& probability, std::int64_t truth,
                          double unseen) {
    std::vector<double> told = probability;
    weigh_by_wait(timing, seconds, told);
    add_row(told, truth, unseen, at_event_.told);
    add_row(probability, truth, unseen, at_event_.not_told);
    if (seconds <= kWaitS) return;
    told = probability;
    weigh_by_survival(timing, kWaitS, told);
    add_row(told, truth, unseen, after_wait_.told);
    add_row(probability, truth, unseen, after_wait_.not_told);
}

Json QueryTimeScores::to_json(std::uint64_t seed) const {
    Json out = Json::object();
    const auto report = [&](const char* name, const Pair& pair) {
        if (pair.told.size() == 0) return;
        const auto made =
            sdk::ranking_report({{"told", pair.told}, {"not_told", pair.not_told}}, seed);
        if (made)
            out[name] = {{"rows", pair.told.size()},
                         {"scores", made->scores},
                         {"intervals", made->intervals}};
    };
    report("at_event", at_event_);
    report("after_600_s", after_wait_);
    return out;
}

}  // namespace hearth::pattern
