// The automations of the simulated home, with the contexts that Home Assistant gives their runs:
// hall light on with motion in the dark and off three minutes after it, outside light from sunset
// until late, and a reminder when the washing is done.
#pragma once

#include <cstdint>
#include <string>

#include "simulation/world.hpp"

namespace hearth::simulation {

class Automations {
public:
    Automations(World& world, Random random);
    Automations(const Automations&) = delete;
    Automations& operator=(const Automations&) = delete;

    // Plans what depends on the clock alone; call at the day's midnight.
    void plan_day(std::int64_t day);

private:
    void react(const HomeEvent& event);
    void react_to_hall_motion(const HomeEvent& event);
    void react_to_washing_power(const HomeEvent& event);
    // The run sets `target` to `state`. parent_id: context of what triggered it; empty for time and
    // sun.
    void run(const std::string& automation, const std::string& parent_id, const std::string& target,
             const std::string& state);

    World& world_;
    Random random_;
    std::uint64_t hall_changes_ = 0;  // a later change of the motion sensor ends the waiting
    std::uint64_t power_changes_ = 0;
};

}  // namespace hearth::simulation
