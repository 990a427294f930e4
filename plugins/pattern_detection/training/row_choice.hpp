// Which training rows the weights are fitted on, and which of them stop the fit.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "pattern_detection/options.hpp"
#include "sdk/plugin.hpp"

namespace hearth::pattern {

// Indices into dataset.rows, ascending.
struct RowChoice {
    std::vector<std::size_t> rows;        // all that are used
    std::vector<std::size_t> validation;  // the newest of them, for early stopping
    std::size_t replayed = 0;             // older rows mixed in (incremental)
    // Factor on the weight of a replayed row, by its label; other rows: 1.
    std::unordered_map<std::string, double> replay_weight;
};

// Full: the training rows, without the first few (min(50, n / 3)), whose counts are still empty,
// and of a home with more than 20,000 events only the newest. Incremental: the new rows and a
// stratified sample of older ones, none kept back (its fit has no epochs to count). The sample
// gives rare labels as many places as frequent ones; the weights of its rows undo that (inverse of
// the sampling probability, mean 1), so that the fit sees the labels as often as they happen.
RowChoice choose_rows(const sdk::TrainInput& input, const TrainingOptions& options,
                      std::size_t candidates);

}  // namespace hearth::pattern
