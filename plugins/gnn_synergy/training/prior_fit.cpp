#include "gnn_synergy/training/prior_fit.hpp"

#include <cmath>

#include "gnn_synergy/model/start_weights.hpp"
#include "sdk/failure.hpp"

namespace hearth::synergy {
namespace {

constexpr double kFractions[] = {.1, .2, .2, .3};  // hidden in one draw

// Separate streams of chance for what must not depend on each other.
std::uint64_t stream(std::uint64_t seed, std::uint64_t part) {
    return (seed + 1) * 0x9e3779b97f4a7c15ULL ^ (part + 1) * 0xbf58476d1ce4e5b9ULL;
}

std::vector<int> types_of(const std::vector<const Home*>& homes) {
    std::vector<int> out;
    for (const Home* home : homes)
        for (const Entity& entity : home->entities) out.push_back(entity.type());
    return out;
}

Result<bool> draw_home(const Home& home, const TypeCounts& counts, const PriorOptions& options,
                       Random& random, std::vector<Draw>& to, const sdk::Host& host) {
    TypeCounts others = counts;
    others.add(home, -1);
    const TypePrior prior(others);
    const NegativeDraw negatives(home);
    for (std::size_t i = 0; i < options.draws; ++i) {
        if (host.is_cancelled()) return sdk::cancelled();
        const auto by = i % 2 == 0 ? HideBy::kPair : HideBy::kAutomation;
        const double fraction = kFractions[random.below(std::size(kFractions))];
        HiddenPart part = hide_part(home, by, fraction, random);
        std::vector<Query> queries = ask(negatives, std::move(part.pairs), options.rules, random);
        if (queries.empty()) continue;
        to.push_back(make_draw(std::make_shared<VisibleGraph>(home, part.hidden), prior,
                               std::move(queries)));
    }
    return true;
}

void standardise(PriorDraws& out) {
    NormaliserSums sums(kPairFeatures);
    double weights = 0;
    for (Draw& draw : out.draws) {
        weights += draw.weight;
        for (std::size_t i = 0; i + kPairFeatures <= draw.features.size(); i += kPairFeatures)
            sums.add({draw.features.data() + i, static_cast<std::size_t>(kPairFeatures)});
    }
    out.normaliser = sums.result();
    for (Draw& draw : out.draws) {
        draw.weight *= static_cast<double>(out.draws.size()) / weights;
        for (std::size_t i = 0; i + kPairFeatures <= draw.features.size(); i += kPairFeatures)
            out.normaliser.apply(
                {draw.features.data() + i, static_cast<std::size_t>(kPairFeatures)});
    }
}

}  // namespace

Result<PriorDraws> draw_homes(const std::vector<const Home*>& homes, const PriorOptions& options,
                              const sdk::Host& host) {
    Random random(stream(options.seed, 0));
    const std::vector<int> types = types_of(homes);
    std::vector<Home> learned;
    PriorDraws out;
    for (const Home* home : homes) {
        const auto unused = static_cast<std::size_t>(
            std::lround(options.unused * static_cast<double>(home->entities.size())));
        learned.push_back(with_unused(*home, unused, types, random));
        out.counts.add(learned.back());
    }
    for (std::size_t i = 0; i < learned.size(); ++i) {
        const auto done = draw_home(learned[i], out.counts, options, random, out.draws, host);
        if (!done) return done.error();
        host.progress({.phase = "featurize",
                       .fraction = static_cast<double>(i + 1) / static_cast<double>(learned.size()),
                       .train_loss = {},
                       .validation_loss = {}});
    }
    if (out.draws.empty()) return sdk::no_data("no home has a pair to learn from");
    standardise(out);
    return out;
}

Result<Network> fit_network(const FitFunctions& fit_with, const PriorDraws& draws,
                            const NetworkShape& shape, std::size_t epochs, double dropout,
                            const PriorOptions& options, std::uint64_t seed,
                            const sdk::Host& host) {
    RankFitOptions fit;
    fit.loop.epochs = epochs;
    fit.loop.batch_rows = kDrawsAtOnce;
    fit.loop.learning_rate = options.learning_rate;
    fit.loop.clip_norm = 1;
    fit.loop.seed = seed;
    fit.loop.max_seconds = options.max_seconds;
    fit.encoder_dropout = fit.hidden_dropout = dropout;
    Network network = draw_network(shape, seed);
    sdk::FitRows rows;
    for (std::size_t i = 0; i < draws.draws.size(); ++i) rows.train.push_back(i);
    const auto fitted = fit_with.fit_ranking(draws.draws, rows, fit, network, host);
    if (!fitted) return fitted.error();
    return network;
}

Result<SynergyModel> fit_prior(const FitFunctions& fit, const PriorDraws& draws,
                               const PriorOptions& options, const sdk::Host& host) {
    SynergyModel out{draws.counts, draws.normaliser, {}, neutral_home(stream(options.seed, 99)), 1};
    for (std::size_t i = 0; i < options.graphs + options.twins; ++i) {
        const bool has_graph = i < options.graphs;
        auto network = fit_network(
            fit, draws, {kPairFeatures, options.hidden, has_graph ? options.embedding : 0},
            has_graph ? options.graph_epochs : options.twin_epochs,
            has_graph ? options.graph_dropout : options.twin_dropout, options,
            stream(options.seed, i + 1) >> 2, host);
        if (!network) return network.error();
        out.members.push_back(std::move(*network));
    }
    return out;
}

}  // namespace hearth::synergy
