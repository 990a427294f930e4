#include "pattern_detection/active_set.hpp"

#include <string_view>

#include "pattern_detection/hash_key.hpp"

namespace hearth::pattern {
namespace {

// FNV-1a and a mix: the same on every machine, unlike std::hash.
std::uint64_t number_of(std::string_view entity) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : entity) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return mix_bits(hash);
}

}  // namespace

void ActiveSet::change(const std::string& entity, bool active, std::optional<TimeUs> until_us,
                       TimeUs now) {
    remove_ended(now);
    const auto known = active_.find(entity);
    if (active && known != active_.end()) {
        known->second = until_us;
    } else if (active && active_.size() < kMaxEntities) {
        active_.emplace(entity, until_us);
        key_ ^= number_of(entity);
    } else if (!active && known != active_.end()) {
        active_.erase(known);
        key_ ^= number_of(entity);
    }
}

void ActiveSet::remove_ended(TimeUs now) {
    for (auto it = active_.begin(); it != active_.end();) {
        if (it->second && *it->second <= now) {
            key_ ^= number_of(it->first);
            it = active_.erase(it);
        } else {
            ++it;
        }
    }
}

void ActiveSet::clear() {
    active_.clear();
    key_ = 0;
}

}  // namespace hearth::pattern
