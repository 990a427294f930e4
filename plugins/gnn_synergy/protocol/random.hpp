// Random numbers that are the same on every machine: the standard library's distributions are not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace hearth::synergy {

class Random {
public:
    explicit Random(std::uint64_t seed) : bits_(seed) {}
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits_() % n); }  // n > 0
    double fraction() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }        // [0, 1)
    template <typename T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::mt19937_64 bits_;
};

}  // namespace hearth::synergy
