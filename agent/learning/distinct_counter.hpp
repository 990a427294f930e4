// Counts distinct things in a stream within bounded memory: exactly while they are few, by sampling
// their hashes once they are many.
//
// Adaptive sampling (Wegman; Flajolet, "On adaptive sampling", Computing 43, 1990): when the set is
// full, only hashes whose lowest bits are zero stay, and the count is scaled up. With the default
// capacity of 200,000 the relative error of an estimate is about 0.4 %. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>

namespace hearth::learning {

// A 64-bit hash whose every bit may be relied on, the same on every machine; chain parts by handing
// over the hash so far. FNV-1a with the finaliser of SplitMix64.
std::uint64_t content_hash(std::string_view bytes, std::uint64_t so_far = 0);

class DistinctCounter {
public:
    explicit DistinctCounter(std::size_t capacity = 200'000) : capacity_(capacity) {}

    void add(std::uint64_t hash);
    std::int64_t count() const;
    bool exact() const { return level_ == 0; }  // false: the count is an estimate

private:
    bool kept(std::uint64_t hash) const { return (hash & ((1ULL << level_) - 1)) == 0; }

    std::size_t capacity_;
    unsigned level_ = 0;
    std::unordered_set<std::uint64_t> hashes_;
};

}  // namespace hearth::learning
