// The dot product of two short rows of floats.
#pragma once

#include <array>
#include <cstddef>

namespace hearth::pattern {

// In four sums, so that the compiler can keep them in one vector register.
template <std::size_t N>
float dot(const float* a, const float* b) {
    constexpr std::size_t kSums = 4;
    static_assert(N % kSums == 0);
    std::array<float, kSums> sums{};
    for (std::size_t i = 0; i < N; i += kSums)
        for (std::size_t k = 0; k < kSums; ++k) sums[k] += a[i + k] * b[i + k];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace hearth::pattern
