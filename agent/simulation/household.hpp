// The people of the simulated home together: plans each day by the calendar, lets a guest come and
// go, and reacts to what the home does.
#pragma once

#include <cstdint>
#include <vector>

#include "simulation/motion_sensors.hpp"
#include "simulation/resident.hpp"
#include "simulation/world.hpp"

namespace hearth::simulation {

class Household {
public:
    Household(World& world, Random random);
    Household(const Household&) = delete;
    Household& operator=(const Household&) = delete;

    // Plans one local day; call at its midnight.
    void plan_day(std::int64_t day);

private:
    void plan_resident(Resident& resident, const std::vector<Routine>& routines, std::int64_t day,
                       bool sick);
    void plan_guest(std::int64_t day);
    bool is_cancelled(const Routine& routine, const DayFacts& facts, bool sick) const;
    void plan_routine(Resident& resident, const Routine& routine, std::int64_t day,
                      double shift_minutes);
    void react(const HomeEvent& event);
    void empty_washing_machine();
    // Somebody of the household who is free; null if nobody is.
    Resident* somebody();

    World& world_;
    Random random_;
    MotionSensors motion_;
    Resident anna_, ben_, guest_;
};

}  // namespace hearth::simulation
