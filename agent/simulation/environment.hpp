// What the home measures of the world: sun, weather, temperatures, humidity, brightness and the
// washing machine's power.
#pragma once

#include <cstdint>
#include <string>

#include "simulation/world.hpp"

namespace hearth::simulation {

class Environment {
public:
    Environment(World& world, Random random);
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    // Plans sunrise and sunset and draws the weather; call at the day's midnight.
    void plan_day(std::int64_t day);

private:
    // Runs `measure` about every so many seconds, for ever.
    void repeat(double seconds, void (Environment::*measure)());
    void measure_outdoors();
    void measure_living_room();
    void measure_bedroom();
    void measure_bathroom();
    void measure_brightness();
    void measure_sun();
    void washing_step(int remaining);
    void set_sun(bool up, std::int64_t day);
    void report(const std::string& entity_id, const std::string& value);
    double outdoor_degrees() const;

    World& world_;
    Random random_;
    double cloud_ = 0.5;         // 0 = clear, 1 = overcast
    double warmer_ = 0;          // than usual, degrees
    double living_room_ = 19.5;  // degrees
    double bedroom_ = 17.5;
    double humidity_ = 52;  // percent
};

}  // namespace hearth::simulation
