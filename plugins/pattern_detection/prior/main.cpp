// Fits the prior on simulated homes and writes prior.safetensors:
//
//   pattern_prior --out plugins/pattern_detection/prior.safetensors [--homes 160] [--rows 500]
//                 [--epochs 8] [--seed 1]
//
// The same arguments give the same bytes. No recorded home has a part in it.
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>

#include "pattern_detection/home_state.hpp"
#include "pattern_detection/prior/prior_fit.hpp"
#include "pattern_detection/prior/simulated_log.hpp"
#include "pattern_detection/weights_file.hpp"

using namespace hearth;
using namespace hearth::pattern;

namespace {

struct Arguments {
    std::string out;
    std::size_t homes = 160, rows = 500;
    PriorOptions fit;
};

// What the experts said before a sample of the rows, in proportion from all ages of the log.
TrainingRows featurize(const std::vector<Event>& log, std::size_t rows, Dice& dice) {
    HomeState state(TimeZone::utc());
    for (const Event& event : log) state.add_candidate(event.label);
    TrainingRows out(state.vocabulary().candidates());
    constexpr std::size_t kFirst = 30;
    const double share =
        static_cast<double>(rows) / static_cast<double>(std::max(log.size(), rows));
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (i >= kFirst && dice.chance(share))
            out.add(*state.compute(), *state.vocabulary().find_candidate(log[i].label), 1);
        state.observe(log[i]);
    }
    return out;
}

int run(const Arguments& arguments) {
    std::vector<TrainingRows> homes;
    std::size_t events = 0;
    for (std::size_t i = 0; i < arguments.homes; ++i) {
        Dice dice(mix_bits(arguments.fit.seed) ^ mix_bits(i + 1));
        HomePlan plan = draw_home(dice);
        const std::vector<Event> log = simulate_log(std::move(plan), dice);
        events += log.size();
        homes.push_back(featurize(log, arguments.rows, dice));
    }
    std::printf("%zu simulated homes, %zu events\n", homes.size(), events);
    std::fflush(stdout);
    const auto fitted = fit_prior(homes, arguments.fit, sdk::Host());
    if (!fitted) {
        std::fprintf(stderr, "pattern_prior: %s\n", fitted.error().text.c_str());
        return EXIT_FAILURE;
    }
    for (const sdk::EpochLoss& epoch : fitted->fit.loss_curve)
        std::printf("epoch %zu: loss %.4f\n", epoch.epoch, epoch.train);
    sdk::TensorFile file = to_tensor_file(fitted->weights);
    file.metadata["origin"] = "fitted on simulated homes by pattern_prior; no recorded data";
    const auto written = sdk::write_tensors(arguments.out, file);
    if (!written) {
        std::fprintf(stderr, "pattern_prior: %s\n", written.error().text.c_str());
        return EXIT_FAILURE;
    }
    std::printf("%s: %zu bytes, sha256 %s\n", arguments.out.c_str(), written->bytes,
                written->sha256.c_str());
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char* argv[]) {
    CLI::App app("Fits pattern_detection's prior on simulated homes", "pattern_prior");
    Arguments arguments;
    app.add_option("--out", arguments.out)->required();
    app.add_option("--homes", arguments.homes)->check(CLI::Range(1, 10'000));
    app.add_option("--rows", arguments.rows, "kept of each home, at most about")
        ->check(CLI::Range(100, 100'000));
    app.add_option("--epochs", arguments.fit.epochs)->check(CLI::Range(1, 100));
    app.add_option("--rate", arguments.fit.learning_rate);
    app.add_option("--seed", arguments.fit.seed);
    CLI11_PARSE(app, argc, argv);
    return run(arguments);
}
