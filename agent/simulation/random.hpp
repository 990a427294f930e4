// Random numbers that are the same on every machine: xoshiro256** (Blackman and Vigna, 2018) and
// distributions made of additions, products and comparisons only. The standard library's
// distributions differ between implementations. Callers draw once in an expression: the order of
// two draws in one expression is left to the compiler.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace hearth::simulation {

class Random {
public:
    explicit Random(std::uint64_t seed);

    std::uint64_t next();
    double uniform();  // 0 <= x < 1
    bool chance(double probability) { return uniform() < probability; }
    std::int64_t between(std::int64_t low, std::int64_t high);  // both inclusive
    double between(double low, double high) { return low + (high - low) * uniform(); }
    // Mean 0, standard deviation 1, never beyond 6: the sum of twelve uniform numbers less 6.
    double normal();
    // Mean 1; von Neumann's method (1951), which needs no logarithm.
    double exponential();
    // 32 hex digits, as Home Assistant's user ids are.
    std::string hex_id();
    // A stream of its own: draws from one do not move the other.
    Random fork();

private:
    std::array<std::uint64_t, 4> state_;
};

}  // namespace hearth::simulation
