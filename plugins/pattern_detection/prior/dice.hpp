// Random draws that are the same for the same seed (SplitMix64, Steele et al. 2014).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "pattern_detection/hash_key.hpp"

namespace hearth::pattern {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(mix_bits(seed)) {}

    std::uint64_t next() { return mix_bits(state_ += 0x9e3779b97f4a7c15ULL); }
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }  // 0 <= x < 1
    double between(double low, double high) { return low + (high - low) * uniform(); }
    // Logarithmically even. Precondition: 0 < low < high.
    double scale(double low, double high) {
        return std::exp(between(std::log(low), std::log(high)));
    }
    // Precondition: count > 0.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    bool chance(double probability) { return uniform() < probability; }
    // Mean 0, standard deviation 1: the sum of twelve even draws less 6.
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; ++i) sum += uniform();
        return sum;
    }
    // Median times a log-normal factor.
    double around(double median, double sigma) { return median * std::exp(sigma * normal()); }
    // An index, each as likely as its weight. Precondition: the sum is positive.
    std::size_t weighted(const std::vector<double>& weights) {
        double sum = 0;
        for (const double weight : weights) sum += weight;
        double left = uniform() * sum;
        for (std::size_t i = 0; i + 1 < weights.size(); ++i)
            if ((left -= weights[i]) < 0) return i;
        return weights.size() - 1;
    }

private:
    std::uint64_t state_;
};

}  // namespace hearth::pattern
