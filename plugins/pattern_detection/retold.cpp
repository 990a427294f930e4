#include "pattern_detection/retold.hpp"

#include "pattern_detection/experts/context_parts.hpp"
#include "pattern_detection/hash_key.hpp"

namespace hearth::pattern {

std::size_t Retold::keys_of(const Event& event, const History& history,
                            std::array<std::uint64_t, kDepth>& keys) {
    const Moment& moment = history.moment();
    const double wait_h = history.seconds_until(event.time_us) / 3600;
    std::uint64_t key = hash_key({static_cast<std::int64_t>(hash_text(event.label)), moment.weekday,
                                  three_hours(moment), static_cast<std::int64_t>(wait_h)});
    std::size_t count = 0;
    for (; count < kDepth && moment.recent[count] != kNoSymbol; ++count) {
        // The gap before the newest event belongs to two events.
        const std::int64_t gap_h =
            count == 1 ? static_cast<std::int64_t>(moment.gap_s[0] / 3600) : 0;
        key = hash_key({static_cast<std::int64_t>(key), moment.recent[count], gap_h});
        keys[count] = key;
    }
    return count;
}

bool Retold::contains(const Event& event, const History& history) const {
    if (event.group.empty() || history.empty()) return false;
    std::array<std::uint64_t, kDepth> keys{};
    return told_.count(keys[keys_of(event, history, keys) - 1]) > 0;
}

void Retold::add(const Event& event, const History& history) {
    if (event.group.empty() || history.empty() || told_.size() >= kMaxKeys) return;
    std::array<std::uint64_t, kDepth> keys{};
    const std::size_t count = keys_of(event, history, keys);
    told_.insert(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace hearth::pattern
