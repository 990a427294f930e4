// Makes the cross-home prior of gnn_synergy from automations of many homes, and from simulated
// homes what areas, devices, names and events are worth: one command, the same bytes for the same
// table, seed and build (docs of the plugin: plugins/gnn_synergy/README.md).
//
//   synergy_prior TABLE OUTPUT [--seed 42]
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "gnn_synergy/training/context_fit.hpp"
#include "gnn_synergy/training/prior_file.hpp"
#include "gnn_synergy/training/prior_fit.hpp"
#include "synergy_homes.hpp"

using namespace hearth;
using namespace hearth::synergy;

namespace {

int fail(const Error& error) {
    std::fprintf(stderr, "synergy_prior: %s\n", error.text.c_str());
    return 1;
}

int make_prior(const std::string& table, const std::string& output, std::uint64_t seed) {
    const std::vector<Home> homes = bench::read_homes(table);
    std::vector<const Home*> learned;
    Prior prior;
    for (const Home& home : homes) {
        learned.push_back(&home);
        prior.homes.insert(fingerprint_of(home));
    }
    PriorOptions options;
    options.seed = seed;
    const sdk::Host host;
    const auto draws = draw_homes(learned, options, host);
    if (!draws) return fail(draws.error());
    auto model = fit_prior({kFitInterface, fit_ranking}, *draws, options, host);
    if (!model) return fail(model.error());
    prior.model = std::move(*model);
    ContextOptions context;
    context.seed = seed;
    if (const Status learned_context =
            fit_context({kFitInterface, fit_ranking}, context, prior.model, host);
        !learned_context)
        return fail(learned_context.error());
    sdk::TensorFile file = to_tensor_file(prior);
    file.metadata["plugin"] = "gnn_synergy";
    file.metadata["seed"] = std::to_string(seed);
    const auto written = sdk::write_tensors(output, file);
    if (!written) return fail(written.error());
    std::printf("%s: %zu homes, %zu draws, %zu bytes, sha256 %s\n", output.c_str(), homes.size(),
                draws->draws.size(), written->bytes, written->sha256.c_str());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Makes the cross-home prior of gnn_synergy");
    std::string table, output;
    std::uint64_t seed = 42;
    app.add_option("TABLE", table, "Automations of several homes (CSV, .xz too)")->required();
    app.add_option("OUTPUT", output, "The weights file to write")->required();
    app.add_option("--seed", seed, "Seed of draws and fit")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        return make_prior(table, output, seed);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "synergy_prior: %s\n", failure.what());
        return 1;
    }
}
