// Entities, types and domains are numbered by int; what is kept of them lies in vectors.
#pragma once

#include <cstddef>

namespace hearth::synergy {

// Precondition: i >= 0.
inline std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace hearth::synergy
