// The motion sensors of the rooms: on when somebody moves, off a while after the last movement.
#pragma once

#include <map>

#include "simulation/routine.hpp"
#include "simulation/world.hpp"

namespace hearth::simulation {

class MotionSensors {
public:
    MotionSensors(World& world, Random random) : world_(world), random_(random) {}
    // Somebody moves in the room now.
    void seen(Room room);

private:
    void check(Room room);
    World& world_;
    Random random_;
    std::map<Room, TimeUs> clear_at_;
};

}  // namespace hearth::simulation
