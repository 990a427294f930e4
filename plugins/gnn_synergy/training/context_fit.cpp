#include "gnn_synergy/training/context_fit.hpp"

#include "gnn_synergy/model/start_weights.hpp"
#include "gnn_synergy/simulated/simulated_home.hpp"

namespace hearth::synergy {
namespace {

constexpr std::uint64_t kFirstHome = 1'000'000;  // no test uses these seeds

void blank_pair_features(Draw& draw) {
    for (std::size_t i = 0; i < draw.features.size(); ++i)
        if (i % kHomeFeatures < kPairFeatures) draw.features[i] = 0;
}

void blank_pair_weights(Network& home) {
    for (std::size_t f = 0; f < kPairFeatures; ++f) {
        home.linear[f] = 0;
        for (std::size_t h = 0; h < home.output.size(); ++h) home.hidden[h * kHomeFeatures + f] = 0;
    }
}

}  // namespace

Status fit_context(const FitFunctions& fit, const ContextOptions& options, SynergyModel& model,
                   const sdk::Host& host) {
    const TypePrior types(model.counts);
    model.home = neutral_home(options.seed);
    blank_pair_weights(model.home);
    std::vector<Draw> draws;
    std::vector<std::size_t> validation;
    Random random(options.seed);
    for (std::size_t i = 0; i < options.homes; ++i) {
        if (host.is_cancelled()) return Error{ErrorCode::kCancelled, "stopped on request"};
        const SimulatedHome simulated =
            simulate_home(kFirstHome + options.seed * 10'000 + i, i % 3 != 0);
        OwnDraws rules;
        rules.count = 2;
        std::vector<Draw> own =
            draw_own(model, types, simulated.home, simulated.events, {}, rules, random);
        for (Draw& draw : own) {
            blank_pair_features(draw);
            if (i % 10 == 9) validation.push_back(draws.size());
            draws.push_back(std::move(draw));
        }
    }
    AdaptationFit adapt;
    adapt.options.epochs = options.epochs;
    adapt.options.learning_rate = options.learning_rate;
    adapt.options.hold = 0;
    adapt.loop.seed = options.seed;
    const auto fitted =
        adapt_home(fit, std::move(draws), adapt, model.home, host, std::move(validation));
    if (!fitted) return fitted.error();
    blank_pair_weights(model.home);  // without input they got no gradient
    return {};
}

}  // namespace hearth::synergy
