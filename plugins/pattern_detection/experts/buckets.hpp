// Buckets: how many of the ascending thresholds a value has reached.
#pragma once

#include <array>
#include <cstddef>

namespace hearth::pattern {

template <std::size_t N>
int bucket_of(double value, const std::array<double, N>& thresholds) {
    int bucket = 0;
    for (const double threshold : thresholds)
        if (value >= threshold) ++bucket;
    return bucket;
}

}  // namespace hearth::pattern
