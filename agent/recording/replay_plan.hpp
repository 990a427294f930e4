// From a recorded log to the state changes that Home Assistant would have reported: every event
// with the old state of its entity, in order of time, no two at the same time for one entity. Pure.
#pragma once

#include <optional>
#include <vector>

#include "core/time_zone.hpp"
#include "recording/ha_messages.hpp"
#include "recording/log_event.hpp"

namespace hearth {

struct ReplayOptions {
    // An entity that the log shows in one state only ("on") would change once and never again. Each
    // of its events is then followed by "off" after this time, at most half the way to the next.
    TimeUs pulse_us = kMicrosPerSecond;
    // Shifts all times so that the first event happens then. Nothing: the log's own times.
    std::optional<TimeUs> first_event_us;
};

// A row that repeats the state is a change all the same, with a last_changed of its own, as HA
// reports it for an entity with force_update. Attributes: friendly_name (the name in the log).
std::vector<HomeEvent> plan_replay(const EventLog& log, const TimeZone& zone,
                                   const ReplayOptions& options = {});

}  // namespace hearth
