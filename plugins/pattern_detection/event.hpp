// One row of a dataset as this model reads it.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"

namespace hearth::pattern {

struct Event {
    std::string label;   // what happened, such as "light.hall=on"
    std::string entity;  // whose state it is, such as "light.hall"
    TimeUs time_us = 0;
    bool active = true;  // the state is one in which the entity is "on" (see is_active_state)
    // When that ended, if the log is one of intervals. Only read once that time has passed.
    std::optional<TimeUs> until_us;
    bool target = true;  // may be predicted; false: context only
    // Neither done by people nor a sign of them (sun, weather): for habits, not part of the
    // history.
    bool surroundings = false;
    double weight = 1;
    std::string group;  // history does not cross groups
};

// False for the words with which Home Assistant and activity logs say that an entity is at rest
// (off, closed, idle, not_home, unavailable, …) and for numbers, which are readings.
bool is_active_state(const std::string& state);

}  // namespace hearth::pattern
