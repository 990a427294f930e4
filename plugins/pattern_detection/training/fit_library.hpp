// The part of this plugin that is linked with LibTorch, as the rest of it sees it. Both are built
// together; only a full training loads it.
#pragma once

#include <cstdint>
#include <functional>

#include "core/result.hpp"
#include "pattern_detection/training/scorer_fit.hpp"

namespace hearth::pattern {

// Changes with every change of a type that crosses this border.
inline constexpr const char* kFitInterface = "pattern_detection fit 2";

struct FitFunctions {
    const char* interface;  // kFitInterface of its build
    void (*draw_hidden_layer)(ScorerWeights& weights, std::uint64_t seed);
    Result<ScorerFit> (*fit_scorer)(const TrainingRows& data, const sdk::FitRows& rows,
                                    const ScorerWeights& start, const ScorerFitOptions& options,
                                    const sdk::Host& host);
};

using FitSource = std::function<Result<FitFunctions>()>;

// Loads the library that lies beside the plugin.
Result<FitFunctions> load_fit_library();

}  // namespace hearth::pattern
