// 64-bit keys for contexts: numbers mixed one after the other (SplitMix64). Two different contexts
// of one expert share a key with a probability of about n^2 / 2^65 among n of them, which is below
// 1e-9 for a hundred thousand.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "core/split_mix.hpp"

namespace hearth::pattern {

inline std::uint64_t mix_bits(std::uint64_t value) { return split_mix(value + kSplitMixStep); }

// Never 0, which marks an empty slot of a table.
inline std::uint64_t hash_key(std::initializer_list<std::int64_t> parts) {
    std::uint64_t key = 0x48656172746850ULL;
    for (const std::int64_t part : parts) key = mix_bits(key ^ static_cast<std::uint64_t>(part));
    return key == 0 ? 1 : key;
}

// FNV-1a and a mix: the same on every machine, unlike std::hash.
inline std::uint64_t hash_text(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return mix_bits(hash);
}

}  // namespace hearth::pattern
