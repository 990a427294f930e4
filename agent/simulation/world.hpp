// What everybody in the simulated home shares: time, entities, daylight, the calendar, who is in.
#pragma once

#include <set>
#include <string>

#include "simulation/entity_states.hpp"
#include "simulation/event_queue.hpp"
#include "simulation/house_calendar.hpp"
#include "simulation/sun_times.hpp"

namespace hearth::simulation {

struct World {
    World(Random& random, const SimulationOptions& options, std::int64_t first_day);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // UTC of a local time of day; `hour` may be 24 or more.
    TimeUs at_local_hour(std::int64_t day, double hour) const;
    // So dark that people want light.
    bool is_dark() const;

    TimeZone zone;
    EventQueue queue;
    EntityStates states;
    SunTimes sun;
    HouseCalendar calendar;
    std::set<std::string> at_home;  // names of residents
    TimeUs shower_until_us = 0;     // somebody showers until then
};

}  // namespace hearth::simulation
