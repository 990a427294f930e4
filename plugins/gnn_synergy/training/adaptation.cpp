#include "gnn_synergy/training/adaptation.hpp"

#include <algorithm>

namespace hearth::synergy {
namespace {

constexpr std::size_t kQueries = 60;  // of a draw in one step: all

void level_weights(std::vector<Draw>& draws) {
    double sum = 0;
    for (const Draw& draw : draws) sum += draw.weight;
    for (Draw& draw : draws) draw.weight *= static_cast<double>(draws.size()) / sum;
}

}  // namespace

Result<sdk::FitResult> adapt_home(const FitFunctions& fit, std::vector<Draw> draws,
                                  const AdaptationFit& options, Network& home,
                                  const sdk::Host& host, std::vector<std::size_t> validation) {
    if (validation.empty() && draws.size() > 2) validation = {draws.size() - 2, draws.size() - 1};
    sdk::FitRows rows{{}, validation};
    for (std::size_t i = 0; i < draws.size(); ++i)
        if (!std::binary_search(validation.begin(), validation.end(), i)) rows.train.push_back(i);
    if (rows.train.empty()) return sdk::FitResult{};
    level_weights(draws);
    RankFitOptions rank;
    rank.loop = options.loop;
    rank.loop.epochs = options.options.epochs;
    rank.loop.batch_rows = kDrawsAtOnce;
    rank.loop.learning_rate = options.options.learning_rate;
    rank.loop.clip_norm = 1;
    rank.weight_decay = 0;
    rank.hold = options.options.hold;
    rank.hidden_dropout = options.options.dropout;
    rank.most_queries = kQueries;
    return fit.fit_ranking(draws, rows, rank, home, host);
}

}  // namespace hearth::synergy
