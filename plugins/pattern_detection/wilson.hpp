// How sure a share is: the lower end of its 95 % interval (Wilson 1927). 14 of 16 is worth more
// than 1 of 1.
#pragma once

#include <cmath>

namespace hearth::pattern {

// 0 when `of` is 0.
inline double wilson_low(double times, double of) {
    constexpr double kZ = 1.96;
    if (of <= 0) return 0;
    const double share = times / of;
    const double centre = share + kZ * kZ / (2 * of);
    const double spread = kZ * std::sqrt(share * (1 - share) / of + kZ * kZ / (4 * of * of));
    return (centre - spread) / (1 + kZ * kZ / of);
}

}  // namespace hearth::pattern
