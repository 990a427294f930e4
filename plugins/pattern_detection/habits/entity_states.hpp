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
    // The share of the time, and of what people do, in which the entity is in another state and the
    // symbol can come; 1 when the log cannot tell.
    double share_of_others(int symbol) const;
    double events_of_others(int symbol) const;

private:
    struct Change {
        TimeUs time_us = 0;
        int symbol = 0;
        double events = 0;  // that people made until then
    };
    struct Counts {
        int times = 0, from_another = 0;
        double so_us = 0;      // how long it was so
        double so_events = 0;  // how much people did meanwhile
    };

    std::vector<std::vector<Change>> by_entity_;
    std::unordered_map<int, Counts> counts_;  // by symbol
    double log_us_ = 0;                       // from its first event to its last
    double events_ = 0;                       // that people made
};

}  // namespace hearth::pattern
