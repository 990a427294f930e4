// Which entities are on at a moment, as a key that is equal for equal sets.
//
// The key is the exclusive or of one pseudo-random 64-bit number per member (Zobrist 1970), so that
// a change costs one operation however many entities are on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/clock.hpp"

namespace hearth::pattern {

class ActiveSet {
public:
    // The entity changed at `now`. Active without an end: until its next change.
    void change(const std::string& entity, bool active, std::optional<TimeUs> until_us, TimeUs now);
    std::uint64_t key() const { return key_; }
    void clear();

private:
    // More entities than this are not followed.
    static constexpr std::size_t kMaxEntities = 20'000;

    void remove_ended(TimeUs now);

    std::unordered_map<std::string, std::optional<TimeUs>> active_;  // member -> its end
    std::uint64_t key_ = 0;
};

}  // namespace hearth::pattern
