#include "models/set_scores.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hearth::bench {
namespace {

std::string best_baseline(const Json& scores, int metric) {
    std::string best;
    const bool lower = metric >= kLogLoss;
    for (const auto& [name, values] : scores.items()) {
        if (name == "model" || name == "incumbent") continue;
        const double value = values.at(kMetrics[metric]);
        const double so_far = best.empty() ? 0 : scores.at(best).at(kMetrics[metric]).get<double>();
        if (best.empty() || (lower ? value < so_far : value > so_far)) best = name;
    }
    return best;
}

// Share of the best baseline's top-1 errors that the model does not make.
double error_reduction(const SetScores& scores) {
    double best = 0;
    for (const auto& [name, values] : scores.of)
        if (name != "model") best = std::max(best, values[0].mean());
    return (scores.of.at("model")[0].mean() - best) / (1 - best);
}

void print_further(const SetScores& scores) {
    static constexpr const char* kShown[] = {"top1", "top3", "mrr", "log_loss", "rps"};
    for (const auto& [table, contenders] : scores.further)
        for (const auto& [who, metrics] : contenders) {
            std::printf("  %s, %s:", table.c_str(), who.c_str());
            for (const char* metric : kShown)
                if (metrics.count(metric) > 0)
                    std::printf(" %s %.3f", metric, metrics.at(metric).mean());
            std::printf("\n");
        }
}

}  // namespace

double Mean::margin() const {
    static constexpr double kStudent[] = {0, 0, 12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36};
    if (count < 2) return 0;
    const double variance = std::max(0.0, (squares - sum * sum / count) / (count - 1));
    return kStudent[std::min(count, 8)] * std::sqrt(variance / count);
}

void add_run(const JudgedRun& run, SetScores& to) {
    const Json& scores = run.result.at("scores");
    for (const auto& [name, values] : scores.items())
        for (int m = 0; m < kMetricCount; ++m) to.of[name][m].add(values.at(kMetrics[m]));
    for (int m = 0; m < kMetricCount; ++m) {
        const std::string best = best_baseline(scores, m);
        for (const Json& interval : run.result.at("intervals")) {
            if (interval.at("against") != best || interval.at("metric") != kMetrics[m]) continue;
            to.low[m].add(interval.at("low"));
            to.high[m].add(interval.at("high"));
        }
    }
    const Json further = run.result.value("further", Json::object());
    for (const auto& [table, content] : further.items())
        for (const auto& [who, values] : content.at("scores").items())
            for (const auto& [metric, value] : values.items())
                if (value.is_number()) to.further[table][who][metric].add(value);
    to.wall_s.add(run.wall_s);
    to.cpu_s.add(run.cpu_s);
    to.peak_mb.add(run.peak_mb);
    to.rows = run.result.at("rows").at("holdout").get<int>();
}

void print_set(const char* name, const SetScores& scores) {
    std::printf("\n%s (%d rows)\n  %-16s", name, scores.rows, "");
    for (const char* metric : kMetrics) std::printf(" %8s", metric);
    std::printf("\n");
    for (const auto& [who, values] : scores.of) {
        if (who == "model") continue;
        std::printf("  %-16s", who.c_str());
        for (int m = 0; m < kMetricCount; ++m) std::printf(" %8.3f", values[m].mean());
        std::printf("\n");
    }
    const auto& model = scores.of.at("model");
    std::printf("  %-16s", "model");
    for (const Mean& mean : model) std::printf(" %8.3f", mean.mean());
    std::printf("\n  %-16s", "± over seeds");
    for (const Mean& mean : model) std::printf(" %8.3f", mean.margin());
    std::printf("\n  against the best baseline of each metric, 95 %%:");
    for (int m = 0; m < kEce; ++m)
        std::printf(" %s [%+.3f, %+.3f]", kMetrics[m], scores.low[m].mean(), scores.high[m].mean());
    std::printf("\n  %.1f %% fewer top-1 errors; training %.2f s (%.2f s of processor), %.0f MB\n",
                100 * error_reduction(scores), scores.wall_s.mean(), scores.cpu_s.mean(),
                scores.peak_mb.mean());
    print_further(scores);
    std::fflush(stdout);
}

void Summary::add(const SetScores& scores) {
    for (int m = 0; m < kMetricCount; ++m) of[m].add(scores.of.at("model")[m].mean());
    reduction.add(error_reduction(scores));
    double best = 1e9;
    for (const auto& [name, values] : scores.of)
        if (name != "model") best = std::min(best, values[kLogLoss].mean());
    log_loss_gain.add(scores.of.at("model")[kLogLoss].mean() - best);
}

void Summary::print(const char* name) const {
    std::printf("%-32s", name);
    for (const Mean& mean : of) std::printf(" %8.4f", mean.mean());
    std::printf("  errors %+.1f %%, log-loss %+.3f\n", -100 * reduction.mean(),
                log_loss_gain.mean());
    std::fflush(stdout);
}

void print_header() {
    std::printf("\n%-32s", "mean of the sets");
    for (const char* metric : kMetrics) std::printf(" %8s", metric);
    std::printf("  against the best baselines\n");
}

}  // namespace hearth::bench
