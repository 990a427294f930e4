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
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "gnn_synergy/model/network.hpp"
#include "gnn_synergy/training/prior_fit.hpp"
#include "measuring.hpp"
#include "models/shared_sets.hpp"
#include "pytorch/peer.hpp"
#include "support/temporary_folder.hpp"
#include "synergy_homes.hpp"

using namespace hearth;
using namespace hearth::bench;
using namespace hearth::synergy;

namespace {

std::string table_path() { return shared_folder() + "/ha-automation-pairs/pairs.csv.xz"; }

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

int run(int rounds, int seed) {
    if (!has_pytorch()) return EXIT_SUCCESS;
    if (!std::filesystem::exists(table_path())) {
        std::printf("SKIPPED: %s is not there\n", table_path().c_str());
        return EXIT_SUCCESS;
    }
    const std::vector<Home> homes = read_homes(table_path());
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
        hearth_s.push_back(command_s(HEARTH_BINARY_DIR "/bin/synergy_prior '" + table_path() +
                                     "' '" + folder.file("prior") + "' --seed " +
                                     std::to_string(seed) + " >/dev/null"));
        pytorch_s.push_back(command_s(python_command(
            "ranker.py", "'" + folder.file("draws.json") + "' --seed " + std::to_string(seed))));
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
