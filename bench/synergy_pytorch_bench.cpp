// Making gnn_synergy's prior by Hearth against fitting the same networks in PyTorch, in one run.
//
//   synergy_pytorch_bench [--rounds 3] [--seed 1]
//
// Hearth: wall time of the whole command of ./dev prior: start, reading the table, hiding, pair
// features, two networks with the graph encoder and two without, and then what areas, names and
// events are worth, from simulated homes. PyTorch: wall time of the script, start included: it
// reads views, questions and features from a file and fits the four networks alone. Needs Debian's
// python3-torch.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "gnn_synergy/home/home_builder.hpp"
#include "gnn_synergy/model/network.hpp"
#include "gnn_synergy/training/prior_fit.hpp"
#include "models/shared_sets.hpp"
#include "recording/automation_pairs.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::synergy;

namespace {

constexpr const char* kPython = "/usr/bin/python3";

std::string table_path() { return bench::shared_folder() + "/ha-automation-pairs/pairs.csv.xz"; }

std::vector<Home> read_homes() {
    const auto rows = read_automation_pairs(table_path());
    if (!rows) throw std::runtime_error(rows.error().text);
    std::map<std::string, HomeBuilder> builders;
    for (const Sample& row : *rows) builders[row.group].add(row.features);
    std::vector<Home> out;
    for (const auto& [name, builder] : builders) out.push_back(builder.home());
    return out;
}

Json groups_of(const Lists& groups) {
    Json out = Json::array();
    for (std::size_t g = 0; g < groups.lists(); ++g) {
        const auto members = groups.of(static_cast<int>(g));
        out.push_back(std::vector<int>(members.begin(), members.end()));
    }
    return out;
}

Json about(const Draw& draw) {
    const VisibleGraph& graph = *draw.graph;
    Json triggers = Json::array(), targets = Json::array(), pairs = Json::array();
    for (const Query& query : draw.queries) {
        triggers.push_back(query.trigger);
        for (const int candidate : query.candidates) targets.push_back(candidate);
    }
    for (const Pair& pair : graph.all_pairs()) {
        pairs.push_back(pair.trigger);
        pairs.push_back(pair.target);
    }
    std::vector<int> types;
    for (int i = 0; i < graph.size(); ++i) types.push_back(graph.local_type(i));
    return {{"queries", draw.queries.size()},
            {"candidates", draw.candidates()},
            {"width", draw.width},
            {"weight", draw.weight},
            {"entities", graph.size()},
            {"inputs", node_inputs(graph)},
            {"types", types},
            {"triggers", triggers},
            {"targets", targets},
            {"pairs", pairs},
            {"trigger_groups", groups_of(graph.trigger_groups())},
            {"target_groups", groups_of(graph.target_groups())}};
}

void write_draws(const PriorDraws& draws, const PriorOptions& options, const std::string& path) {
    Json out = {{"features", path + ".features"},       {"graph_epochs", options.graph_epochs},
                {"twin_epochs", options.twin_epochs},   {"graph_dropout", options.graph_dropout},
                {"twin_dropout", options.twin_dropout}, {"draws", Json::array()}};
    std::ofstream features(path + ".features", std::ios::binary);
    std::size_t numbers = 0;
    for (const Draw& draw : draws.draws) {
        out["draws"].push_back(about(draw));
        features.write(reinterpret_cast<const char*>(draw.features.data()),
                       static_cast<std::streamsize>(draw.features.size() * sizeof(float)));
        numbers += draw.features.size();
    }
    out["numbers"] = numbers;
    std::ofstream(path) << out.dump();
    if (!features) throw std::runtime_error("cannot write the draws");
}

double wall_s(const std::string& command) {
    const auto begin = std::chrono::steady_clock::now();
    if (std::system(("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 " + command).c_str()) != 0)
        throw std::runtime_error("it failed: " + command);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

int run(int rounds, int seed) {
    if (std::system((std::string(kPython) + " -c 'import torch' 2>/dev/null").c_str()) != 0) {
        std::printf("SKIPPED: %s has no torch; apt-get install python3-torch\n", kPython);
        return EXIT_SUCCESS;
    }
    if (!std::filesystem::exists(table_path())) {
        std::printf("SKIPPED: %s is not there\n", table_path().c_str());
        return EXIT_SUCCESS;
    }
    const std::vector<Home> homes = read_homes();
    std::vector<const Home*> learned;
    for (const Home& home : homes) learned.push_back(&home);
    PriorOptions options;
    options.seed = static_cast<std::uint64_t>(seed);
    const auto draws = draw_homes(learned, options, sdk::Host());
    if (!draws) throw std::runtime_error(draws.error().text);
    const test::TemporaryFolder folder;
    write_draws(*draws, options, folder.file("draws.json"));
    std::vector<double> hearth_s, pytorch_s, ratio;
    for (int round = 0; round < rounds; ++round) {
        hearth_s.push_back(wall_s(HEARTH_BINARY_DIR "/bin/synergy_prior '" + table_path() + "' '" +
                                  folder.file("prior") + "' --seed " + std::to_string(seed) +
                                  " >/dev/null"));
        pytorch_s.push_back(wall_s(std::string(kPython) +
                                   " " HEARTH_SOURCE_DIR "/bench/pytorch/ranker.py '" +
                                   folder.file("draws.json") + "' --seed " + std::to_string(seed)));
        ratio.push_back(hearth_s.back() / pytorch_s.back());
    }
    std::printf("gnn_synergy's prior: %zu draws  Hearth %6.2f s  PyTorch %6.2f s  ratio %.2f\n",
                draws->draws.size(), median(hearth_s), median(pytorch_s), median(ratio));
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App arguments("gnn_synergy's prior against the same networks in PyTorch",
                       "synergy_pytorch_bench");
    int rounds = 3, seed = 1;
    arguments.add_option("--rounds", rounds)->check(CLI::Range(1, 100));
    arguments.add_option("--seed", seed);
    CLI11_PARSE(arguments, argc, argv);
    try {
        return run(rounds, seed);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "synergy_pytorch_bench: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
