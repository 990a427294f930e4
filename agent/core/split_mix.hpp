// SplitMix64 (Steele, Lea, Flood 2014): numbers that look random, the same on every machine.
#pragma once

#include <cstdint>

namespace hearth {

// By which its state grows from one number to the next.
inline constexpr std::uint64_t kSplitMixStep = 0x9e3779b97f4a7c15ULL;

// Its finaliser: every bit of the result depends on every bit of the value; 0 stays 0.
constexpr std::uint64_t split_mix(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

}  // namespace hearth
