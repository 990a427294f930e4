// Says who caused a change, from Home Assistant's contexts: a context id links what an automation
// changed to the automation's own change, and times around a restart explain the rest.
//
// Remembers a bounded number of contexts. Single-threaded: event loop only.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_set>

#include "domain/state_change.hpp"
#include "home/fact.hpp"

namespace hearth {

// What the change alone tells, without anything that came before it.
Origin origin_alone(const StateChange& change);

class OriginAttributor {
public:
    // max_contexts: how many automation runs are remembered.
    // restart_us: how long after a start of Home Assistant (or Zigbee2MQTT, for its own devices) a
    // state that its source does not tell to be a change counts as restored.
    explicit OriginAttributor(std::size_t max_contexts = 4096,
                              TimeUs restart_us = 30 * kMicrosPerSecond);

    Origin attribute(const StateChange& change) const;

    // Call for each change, before attribute() is asked about a later one.
    void note(const StateChange& change);

    // Call for each event and availability fact. received_us: arrival of its message.
    void note_event(const Fact& fact, TimeUs received_us);

private:
    // When a program that sends states came, or went: around that it sends many that did not
    // change then.
    struct Presence {
        std::optional<TimeUs> came_us, went_us;  // at most one of them
    };

    bool restored_after_start(const StateChange& change) const;

    std::size_t max_contexts_;
    TimeUs restart_us_;
    Presence home_assistant_, zigbee_;
    std::deque<std::string> order_;  // oldest context first
    std::unordered_set<std::string> automation_contexts_;
};

}  // namespace hearth
