// A full training by Hearth against the same network in PyTorch, on the same rows, in one run.
//
//   pytorch_bench [--set NAME …] [--rounds 3] [--seed 1]
//
// Hearth: wall time of the whole worker process, as the daemon starts it: start, reading the rows,
// counting, both fits (the first finds the number of epochs), judging model and baselines with a
// bootstrap. No prior, so that both fit from nothing. PyTorch: wall time of the script, start
// included: it reads what the experts said from a file, since reading and counting in Python would
// be no contest, and does the same two fits; it judges nothing. Needs Debian's python3-torch.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "core/time_zone.hpp"
#include "measuring.hpp"
#include "models/judged_run.hpp"
#include "models/shared_sets.hpp"
#include "pattern_detection/home_state.hpp"
#include "pattern_detection/scorer/training_rows.hpp"
#include "pytorch/peer.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::bench;

namespace {

struct Options {
    std::vector<std::string> sets{"kasteren-a", "kasteren-b*", "tapia-s1", "ordonez-a"};
    int rounds = 3, seed = 1;
};

// What the experts said before the training rows, as the plugin's training gets it.
class WrittenRows {
public:
    explicit WrittenRows(const std::vector<Sample>& samples) {
        pattern::HomeState state(TimeZone::utc());
        for (const Sample& sample : samples)
            if (sample.part == "train") state.add_candidate(sample.label);
        pattern::TrainingRows rows(state.vocabulary().candidates());
        std::size_t trained = 0;
        for (const Sample& sample : samples) {
            if (sample.part != "train") break;
            pattern::Event event;
            event.label = sample.label;
            event.entity = sample.label.substr(0, sample.label.find('='));
            event.time_us = sample.time_us;
            if (trained++ >= 50)
                rows.add(*state.compute(), *state.vocabulary().find_candidate(event.label), 1);
            state.observe(event);
        }
        write(rows, state.experts());
    }
    std::string description() const { return folder_.file("rows.json"); }

private:
    void write(const pattern::TrainingRows& rows, const pattern::ExpertBank& bank) {
        const auto width = static_cast<std::size_t>(rows.candidates());
        Json about = {{"rows", rows.size()},
                      {"candidates", width},
                      {"experts", pattern::kExperts},
                      {"residual", folder_.file("residual")},
                      {"bucket", folder_.file("bucket")},
                      {"target", Json::array()},
                      {"parents", Json::array()}};
        std::ofstream residual(folder_.file("residual"), std::ios::binary);
        std::ofstream bucket(folder_.file("bucket"), std::ios::binary);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            residual.write(reinterpret_cast<const char*>(rows.residual(i)),
                           static_cast<std::streamsize>(width * pattern::kExperts * sizeof(float)));
            bucket.write(reinterpret_cast<const char*>(rows.bucket(i).data()), pattern::kExperts);
            about["target"].push_back(rows.target(i));
        }
        for (int e = 0; e < pattern::kExperts; ++e) about["parents"].push_back(bank.parent(e));
        std::ofstream(description()) << about.dump();
        if (!residual || !bucket) throw std::runtime_error("cannot write the rows");
    }
    test::TemporaryFolder folder_;
};

double python_s(const std::string& rows, std::size_t epochs, int seed) {
    return command_s(python_command("scorer.py", "'" + rows + "' --trial-epochs 8 --epochs " +
                                                     std::to_string(epochs) + " --seed " +
                                                     std::to_string(seed)));
}

// The epochs of the second fit: those after which the loss on the rows kept back was lowest.
std::size_t best_epoch(const Json& result) {
    std::size_t best = 0;
    double lowest = 1e9;
    for (const Json& epoch : result.at("loss_curve"))
        if (epoch.at("validation").is_number() && epoch.at("validation") < lowest) {
            lowest = epoch.at("validation");
            best = epoch.at("epoch");
        }
    return best == 0 ? 8 : best;
}

void measure(const SharedSet& set, const Options& options, const Manifest& manifest) {
    const std::string path = shared_folder() + "/" + set.path;
    if (!std::filesystem::exists(path)) {
        std::printf("%s: SKIPPED, %s is not there\n", set.name, path.c_str());
        return;
    }
    const auto log = read_log(path, {});
    if (!log) throw std::runtime_error(log.error().text);
    std::vector<Sample> samples = make_samples(*log, set.protocol, TimeZone::utc());
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i].part = i < samples.size() * 4 / 5 ? "train" : "test";
    const WrittenRows rows(samples);
    const Json chosen = model_options(manifest, {"prior=false"});
    std::vector<double> hearth_s, pytorch_s, ratio;
    for (int round = 0; round < options.rounds; ++round) {
        const JudgedRun run = judge_run({manifest, samples, chosen, options.seed, true});
        hearth_s.push_back(run.wall_s);
        pytorch_s.push_back(python_s(rows.description(), best_epoch(run.result), options.seed));
        ratio.push_back(hearth_s.back() / pytorch_s.back());
    }
    std::printf("%-14s %6zu rows  Hearth %6.2f s  PyTorch %6.2f s  ratio %.2f\n", set.name,
                samples.size(), median(hearth_s), median(pytorch_s), median(ratio));
    std::fflush(stdout);
}

int run(const Options& options) {
    if (!has_pytorch()) return EXIT_SUCCESS;
    const Manifest manifest = built_plugin("pattern_detection");
    for (const SharedSet& set : shared_sets())
        if (std::find(options.sets.begin(), options.sets.end(), set.name) != options.sets.end())
            measure(set, options, manifest);
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("A full training against the same network in PyTorch", "pytorch_bench");
    Options options;
    arguments.add_option("--set", options.sets)->allow_extra_args(false);
    arguments.add_option("--rounds", options.rounds)->check(CLI::Range(1, 100));
    arguments.add_option("--seed", options.seed);
    CLI11_PARSE(arguments, argc, argv);
    try {
        return run(options);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "pytorch_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
