// What a model is worth on every recorded home, beside every baseline on the same rows.
//
//   models_bench [--seeds 5] [--set NAME …] [--option NAME=VALUE …] [--inner] [--frozen]
//                [--ablation] [--shuffled]
//
// The newest 20 % of the rows judge (smartthings-fr: its clean split); counts go on learning after
// each prediction (unless
// --frozen). A model's line is the mean over the seeds; "±" half the range that 95 % of seeds are
// expected in (Student). Differences are to the baseline that is best on these very rows, metric by
// metric: chosen with hindsight, as no user could. Their 95 % intervals are those of a paired
// bootstrap over the rows, the mean of the seeds' bounds.
//
// --inner judges on three rolling blocks inside the first 80 % instead: for choosing anything,
// without a look at the rows above. --ablation leaves parts of the model out, one at a time.
// --shuffled permutes the labels in time: a model that then beats the baselines cheats.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <random>
#include <stdexcept>

#include "core/time_zone.hpp"
#include "models/judged_run.hpp"
#include "models/set_scores.hpp"
#include "models/shared_sets.hpp"

using namespace hearth;
using namespace hearth::bench;

namespace {

constexpr const char* kModel = "pattern_detection";
struct Options {
    std::vector<std::string> sets, given;
    int seeds = 5;
    bool inner = false, frozen = false, ablation = false, shuffled = false;
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
    return {split(.56, .44), split(.68, .56), split(.8, .68)};
}

SetScores judge_set(const std::vector<Sample>& samples, const Options& options, const Json& chosen,
                    const Manifest& manifest) {
    SetScores out;
    for (const auto& block : blocks_of(samples, options.inner))
        for (int seed = 1; seed <= options.seeds; ++seed)
            add_run(judge_run({manifest, block, chosen, seed, !options.frozen}), out);
    return out;
}

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
        if (options.inner && !samples.front().part.empty()) {
            std::printf("%s: SKIPPED, it is no log in order of time\n", set.name);
            continue;
        }
        if (options.shuffled) shuffle_labels(samples);
        const SetScores scores = judge_set(samples, options, chosen, manifest);
        if (print) print_set(set.name, scores);
        summary.add(scores);
    }
    return summary;
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
    // Experts are left out of a model that starts from nothing: the prior was fitted with them.
    const std::vector<std::vector<std::string>> kLeftOut{{"network=false"},
                                                         {"prior=false"},
                                                         {"prior=false", "network=false"},
                                                         {"prior=false", "without=counting"},
                                                         {"prior=false", "without=time"}};
    for (const std::vector<std::string>& without : kLeftOut) {
        std::vector<std::string> given = options.given;
        std::string name;
        for (const std::string& option : without) {
            given.push_back(option);
            name += (name.empty() ? "" : " ") + option;
        }
        judge_all(options, given, false).print(name.c_str());
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
