// The replay buffer of incremental training: older rows that are mixed with the new ones so that
// what was learned is not forgotten. A reservoir per label (Vitter 1985, algorithm R); the places
// are shared out evenly over the labels, so that a rare action is not drowned by a frequent one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sdk/dataset.hpp"

namespace hearth::sdk {

// At most `count` of `candidates` (indices into dataset.rows), ascending. Every label gets the same
// number of places; what a label cannot fill goes to the others. Same seed, same rows.
std::vector<std::size_t> sample_replay(const Dataset& dataset,
                                       const std::vector<std::size_t>& candidates,
                                       std::size_t count, std::uint64_t seed);

// Rows for incremental training, out of `train`: all new ones and `replay_rows` sampled older ones;
// sampled from the model's replay buffer where the data set marks one, else from all older rows.
struct IncrementalRows {
    std::vector<std::size_t> rows;  // new and replayed, ascending
    std::size_t replayed = 0;
};
IncrementalRows incremental_rows(const Dataset& dataset, const std::vector<std::size_t>& train,
                                 std::size_t replay_rows, std::uint64_t seed);

}  // namespace hearth::sdk
