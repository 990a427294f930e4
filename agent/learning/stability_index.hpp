// The population stability index of one feature with what chance alone would give; see drift.hpp.
#pragma once

#include <string>

#include "learning/distribution.hpp"
#include "learning/drift.hpp"

namespace hearth::learning {

struct StabilityIndex {
    double psi = 0, expected = 0, limit = 0;
    int bins = 0;                          // compared; empty in both are left out
    std::string mover;                     // the bin that contributes most
    double mover_then = 0, mover_now = 0;  // its shares
};

// Neither may be empty.
StabilityIndex stability_index(const Distribution& reference, const Distribution& current,
                               const DriftRules& rules);

// The value that a chi-square variable of so many degrees of freedom exceeds as rarely as a normal
// one exceeds z (Wilson and Hilferty 1931); 0 for no degrees of freedom.
double chi_square_limit(int degrees, double z);

}  // namespace hearth::learning
