// What a model is worth on every recorded home, beside every baseline on the same rows.
//
//   models_bench [--seeds 5] [--set NAME …] [--option NAME=VALUE …] [--inner] [--frozen]
//                [--ablation] [--shuffled]
//
// The newest 20 % of the rows judge (smartthings-fr: its clean split); counts go on learning after each prediction (unless
// --frozen). A model's line is the mean over the seeds; "±" half the range that 95 % of seeds are
// expected in (Student). Differences are to the baseline that is best on these very rows, metric by
// metric: chosen with hindsight, as no user could. Their 95 % intervals are those of a paired
// bootstrap over the rows, the mean of the seeds' bounds.
//
// --inner judges on three rolling blocks inside the first 80 % instead: for choosing anything,
// without a look at the rows above. --ablation leaves parts of the model out, one at a time.
// --shuffled permutes the labels in time: a model that then beats the baselines cheats.
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <map>
#include <random>
#include <stdexcept>

#include "core/time_zone.hpp"
#include "models/judged_run.hpp"
#include "models/shared_sets.hpp"

using namespace hearth;
using namespace hearth::bench;

namespace {

constexpr const char* kModel = "pattern_detection";
constexpr const char* kMetrics[] = {"top1", "top3", "mrr", "log_loss", "ece"};
constexpr int kMetricCount = 5, kLogLoss = 3, kEce = 4;

struct Options {
    std::vector<std::string> sets, given;
    int seeds = 5;
    bool inner = false, frozen = false, ablation = false, shuffled = false;
};

struct Mean {
    double sum = 0, squares = 0;
    int count = 0;
    void add(double value) {
        sum += value;
        squares += value * value;
        ++count;
    }
    double mean() const { return count > 0 ? sum / count : 0; }
    // Half the width of the 95 % interval of one more seed's mean, by Student's t.
    double margin() const {
        static constexpr double kStudent[] = {0, 0, 12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36};
        if (count < 2) return 0;
        const double variance = std::max(0.0, (squares - sum * sum / count) / (count - 1));
        return kStudent[std::min(count, 8)] * std::sqrt(variance / count);
    }
};

struct SetScores {
    std::map<std::string, std::array<Mean, kMetricCount>> of;  // model and baselines
    std::array<Mean, kMetricCount> low, high;  // of the difference to the best baseline
    // What the plugin measures beside: table, who, metric.
    std::map<std::string, std::map<std::string, std::map<std::string, Mean>>> further;
    Mean wall_s, cpu_s, peak_mb;
    int rows = 0;
};

std::vector<Sample> samples_of(const SharedSet& set) {
    const std::string path = shared_folder() + "/" + set.path;
    if (!std::filesystem::exists(path)) return {};
    const auto log = read_log(path, {});
    if (!log) throw std::runtime_error(log.error().text);
    return make_samples(*log, set.protocol, TimeZone::utc());
}

// Labels permuted in time (with entity and state); the times stay. A group keeps its rows.
void shuffle_labels(std::vector<Sample>& samples) {
    std::mt19937_64 random(1);
    for (std::size_t i = samples.size(); i > 1; --i) {
        Sample& a = samples[i - 1];
        Sample& b = samples[random() % i];
        std::swap(a.label, b.label);
        std::swap(a.features, b.features);
    }
}

// The blocks to judge on: each with everything before it as training rows.
std::vector<std::vector<Sample>> blocks_of(const std::vector<Sample>& samples, bool inner) {
    const auto split = [&](double until, double train) {
        const auto at = [&](double part) {
            return static_cast<std::size_t>(part * static_cast<double>(samples.size()));
        };
        std::vector<Sample> out(samples.begin(),
                                samples.begin() + static_cast<std::ptrdiff_t>(at(until)));
        for (std::size_t i = 0; i < out.size(); ++i) out[i].part = i < at(train) ? "train" : "test";
        return out;
    };
    const bool has_parts = !samples.front().part.empty();
    if (!inner) return {has_parts ? samples : split(1, .8)};
    if (!has_parts) return {split(.56, .44), split(.68, .56), split(.8, .68)};
    // Of fixed parts the training rows alone, by group: every fifth judges, by its last row.
    std::vector<Sample> out;
    for (const Sample& sample : samples)
        if (sample.part == "train") out.push_back(sample);
    return {out};
}

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

SetScores judge_set(const std::vector<Sample>& samples, const Options& options, const Json& chosen,
                    const Manifest& manifest) {
    SetScores out;
    for (const auto& block : blocks_of(samples, options.inner))
        for (int seed = 1; seed <= options.seeds; ++seed)
            add_run(judge_run({manifest, block, chosen, seed, !options.frozen}), out);
    return out;
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

struct Summary {
    Mean of[kMetricCount], reduction, log_loss_gain;
    void add(const SetScores& scores) {
        for (int m = 0; m < kMetricCount; ++m) of[m].add(scores.of.at("model")[m].mean());
        reduction.add(error_reduction(scores));
        double best = 1e9;
        for (const auto& [name, values] : scores.of)
            if (name != "model") best = std::min(best, values[kLogLoss].mean());
        log_loss_gain.add(scores.of.at("model")[kLogLoss].mean() - best);
    }
    void print(const char* name) const {
        std::printf("%-28s", name);
        for (const Mean& mean : of) std::printf(" %8.4f", mean.mean());
        std::printf("  errors %+.1f %%, log-loss %+.3f\n", -100 * reduction.mean(),
                    log_loss_gain.mean());
        std::fflush(stdout);
    }
};

Summary judge_all(const Options& options, const std::vector<std::string>& given, bool print) {
    const Manifest manifest = built_plugin(kModel);
    const Json chosen = model_options(manifest, given);
    Summary summary;
    for (const SharedSet& set : shared_sets()) {
        if (!options.sets.empty() &&
            std::find(options.sets.begin(), options.sets.end(), set.name) == options.sets.end())
            continue;
        std::vector<Sample> samples = samples_of(set);
        if (samples.empty()) {
            std::printf("%s: SKIPPED, %s/%s is not there\n", set.name, shared_folder().c_str(),
                        set.path);
            continue;
        }
        if (options.shuffled) shuffle_labels(samples);
        const SetScores scores = judge_set(samples, options, chosen, manifest);
        if (print) print_set(set.name, scores);
        summary.add(scores);
    }
    return summary;
}

void print_header() {
    std::printf("\n%-28s", "mean of the sets");
    for (const char* metric : kMetrics) std::printf(" %8s", metric);
    std::printf("  against the best baselines\n");
}

int run(const Options& options) {
    if (!options.ablation) {
        const Summary summary = judge_all(options, options.given, true);
        print_header();
        summary.print("model");
        return EXIT_SUCCESS;
    }
    print_header();
    judge_all(options, options.given, false).print("model");
    for (const char* without : {"network=false", "prior=false", "without=counting", "without=time"}) {
        std::vector<std::string> given = options.given;
        given.emplace_back(without);
        judge_all(options, given, false).print(without);
    }
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("What a model is worth on recorded homes", "models_bench");
    Options options;
    arguments.add_option("--seeds", options.seeds)->check(CLI::Range(1, 100));
    arguments.add_option("--set", options.sets)->allow_extra_args(false);
    arguments.add_option("--option", options.given, "NAME=VALUE of the model")
        ->allow_extra_args(false);
    arguments.add_flag("--inner", options.inner, "judge inside the first 80 %");
    arguments.add_flag("--frozen", options.frozen, "counts stop at the split");
    arguments.add_flag("--shuffled", options.shuffled, "labels permuted in time: nothing to learn");
    arguments.add_flag("--ablation", options.ablation, "leave parts of the model out");
    CLI11_PARSE(arguments, argc, argv);
    try {
        return run(options);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "models_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
