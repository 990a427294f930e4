// "Was it so already?" for every entity and time, as far as the log can tell: where it shows one
// state only (doors that only open, lights that an automation switches off unseen), it cannot.
#pragma once

#include <unordered_map>
#include <vector>

#include "pattern_detection/habits/event_log.hpp"

namespace hearth::pattern {

class EntityStates {
public:
    explicit EntityStates(const EventLog& log);

    // The last thing seen of the entity until then was `symbol`; false when the log cannot tell.
    bool was_so(int entity, int symbol, TimeUs time) const;
    // The symbol nearly always comes from another state of its entity.
    bool alternates(int symbol) const;

private:
    struct Change {
        TimeUs time_us = 0;
        int symbol = 0;
    };
    struct Counts {
        int times = 0, from_another = 0;
    };

    std::vector<std::vector<Change>> by_entity_;
    std::unordered_map<int, Counts> counts_;  // by symbol
};

}  // namespace hearth::pattern
