// Weights to begin a fit with.
#pragma once

#include <cstdint>

#include "gnn_synergy/model/network.hpp"

namespace hearth::synergy {

// Random ones of this shape, uniform within 1 / sqrt(inputs of the layer) (LeCun); the linear part
// begins at 0.
Network draw_network(const NetworkShape& shape, std::uint64_t seed);

// The network of a home that adds nothing yet.
Network neutral_home(std::uint64_t seed);

}  // namespace hearth::synergy
