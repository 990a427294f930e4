// The part of this plugin that is linked with LibTorch, as the rest of it sees it. Both are built
// together; only training and judging load it.
#pragma once

#include <functional>
#include <vector>

#include "core/result.hpp"
#include "gnn_synergy/fit/rank_fit.hpp"

namespace hearth::synergy {

// Changes with every change of a type that crosses this border.
inline constexpr const char* kFitInterface = "gnn_synergy fit 1";

using RankFit = Result<sdk::FitResult> (*)(const std::vector<Draw>& draws, const sdk::FitRows& rows,
                                           const RankFitOptions& options, Network& network,
                                           const sdk::Host& host);

struct FitFunctions {
    const char* interface;  // kFitInterface of its build
    RankFit fit_ranking;
};

using FitSource = std::function<Result<FitFunctions>()>;

// Loads the library that lies beside the plugin.
Result<FitFunctions> load_fit_library();

}  // namespace hearth::synergy
