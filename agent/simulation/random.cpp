#include "simulation/random.hpp"

namespace hearth::simulation {

namespace {
std::uint64_t rotated(std::uint64_t x, int bits) { return (x << bits) | (x >> (64 - bits)); }
}  // namespace

// The state is filled by splitmix64, as the authors advise.
Random::Random(std::uint64_t seed) : state_{} {
    for (std::uint64_t& word : state_) {
        seed += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        word = z ^ (z >> 31);
    }
}

std::uint64_t Random::next() {
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
}

double Random::uniform() {
    constexpr double kTwoToMinus53 = 1.0 / 9007199254740992.0;
    return static_cast<double>(next() >> 11) * kTwoToMinus53;
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
    const double span = static_cast<double>(high - low + 1);
    return low + static_cast<std::int64_t>(uniform() * span);
}

double Random::normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
}

double Random::exponential() {
    for (double whole = 0;; whole += 1) {
        const double first = uniform();
        double last = first;
        bool odd = true;  // length of the falling run u1 > u2 > …
        while (true) {
            const double u = uniform();
            if (u >= last) break;
            last = u;
            odd = !odd;
        }
        if (odd) return whole + first;
    }
}

std::string Random::hex_id() {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string id;
    for (int half = 0; half < 2; ++half) {
        std::uint64_t bits = next();
        for (int i = 0; i < 16; ++i, bits >>= 4) id.push_back(kDigits[bits & 15]);
    }
    return id;
}

Random Random::fork() { return Random(next()); }

}  // namespace hearth::simulation
