// Seeded random draws for tests that simulate: the same on every machine (the distributions of the
// standard library are not).
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace hearth::test {

class RandomDraws {
public:
    explicit RandomDraws(std::uint64_t seed) : engine_(seed) {}

    double uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return uniform() < probability; }
    // Index drawn with the given weights.
    std::size_t pick(const std::vector<double>& weights) {
        double sum = 0;
        for (const double weight : weights) sum += weight;
        double place = uniform() * sum;
        for (std::size_t i = 0; i + 1 < weights.size(); ++i)
            if ((place -= weights[i]) < 0) return i;
        return weights.size() - 1;
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace hearth::test
