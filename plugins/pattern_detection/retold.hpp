// Logs of groups may overlap: windows over one stream tell the same events again and again. What
// was told already must not count twice, and says nothing about how far counts can be trusted.
//
// Two events are the same telling when what happened, the up to three events before it, their gaps
// in classes, the weekday and the hours (in blocks of three) are the same; where a window begins
// with fewer events before, only those are compared. Events without a group are never retold.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_set>

#include "pattern_detection/event.hpp"
#include "pattern_detection/history.hpp"

namespace hearth::pattern {

class Retold {
public:
    // `history` as it was before the event, in the event's group.
    bool contains(const Event& event, const History& history) const;
    void add(const Event& event, const History& history);

private:
    static constexpr std::size_t kDepth = 3;
    static constexpr std::size_t kMaxKeys = 1'000'000;  // beyond it nothing is added

    // Of the last 1, 2 and 3 events; returns how many there are.
    static std::size_t keys_of(const Event& event, const History& history,
                               std::array<std::uint64_t, kDepth>& keys);
    std::unordered_set<std::uint64_t> told_;
};

}  // namespace hearth::pattern
