#include "learning/distinct_counter.hpp"

#include "core/split_mix.hpp"

namespace hearth::learning {

std::uint64_t content_hash(std::string_view bytes, std::uint64_t so_far) {
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ so_far;
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001b3ULL;
    }
    // The length keeps ("ab", "c") and ("a", "bc") apart when parts are chained.
    return split_mix(hash + kSplitMixStep * (bytes.size() + 1));
}

void DistinctCounter::add(std::uint64_t hash) {
    if (!kept(hash)) return;
    hashes_.insert(hash);
    while (hashes_.size() > capacity_ && level_ < 63) {
        ++level_;
        std::erase_if(hashes_, [this](std::uint64_t each) { return !kept(each); });
    }
}

std::int64_t DistinctCounter::count() const {
    return static_cast<std::int64_t>(hashes_.size()) << level_;
}

}  // namespace hearth::learning
