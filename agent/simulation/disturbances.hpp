// What goes wrong in the simulated home: Home Assistant restarts now and then, and devices drop out
// for a while.
#pragma once

#include "simulation/world.hpp"

namespace hearth::simulation {

class Disturbances {
public:
    Disturbances(World& world, Random random);
    Disturbances(const Disturbances&) = delete;
    Disturbances& operator=(const Disturbances&) = delete;

private:
    void plan_restart();
    void plan_drop_out();

    World& world_;
    Random random_;
};

}  // namespace hearth::simulation
