#include "pattern_detection/active_set.hpp"

#include "pattern_detection/hash_key.hpp"

namespace hearth::pattern {
void ActiveSet::change(const std::string& entity, bool active, std::optional<TimeUs> until_us,
                       TimeUs now) {
    remove_ended(now);
    const auto known = active_.find(entity);
    if (active && known != active_.end()) {
        known->second = until_us;
    } else if (active && active_.size() < kMaxEntities) {
        active_.emplace(entity, until_us);
        key_ ^= hash_text(entity);
    } else if (!active && known != active_.end()) {
        active_.erase(known);
        key_ ^= hash_text(entity);
    }
}

void ActiveSet::remove_ended(TimeUs now) {
    for (auto it = active_.begin(); it != active_.end();) {
        if (it->second && *it->second <= now) {
            key_ ^= hash_text(it->first);
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
