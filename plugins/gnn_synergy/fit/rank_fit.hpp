// Fits a network to questions: the softmax over the candidates of a question is to choose the right
// one (a listwise loss, ListNet with one relevant item: Cao et al. 2007). With LibTorch.
#pragma once

#include <vector>

#include "gnn_synergy/model/network.hpp"
#include "gnn_synergy/protocol/draw.hpp"
#include "sdk/fit_options.hpp"
#include "sdk/host.hpp"

namespace hearth::synergy {

// Of one step of the optimiser, at home as for the prior.
inline constexpr std::size_t kDrawsAtOnce = 4;

struct RankFitOptions {
    sdk::FitOptions loop;  // its rows are draws
    double weight_decay = 1e-4;
    double encoder_dropout = .3, hidden_dropout = .3;
    std::size_t most_queries = 30;  // of a draw in one step
    double hold = 0;  // how strongly the weights hold at their start (L2, per unit of loss)
};

// Fits `network` in place. Precondition: the draws have features of its width. Errors as sdk::fit.
Result<sdk::FitResult> fit_ranking(const std::vector<Draw>& draws, const sdk::FitRows& rows,
                                   const RankFitOptions& options, Network& network,
                                   const sdk::Host& host);

}  // namespace hearth::synergy
