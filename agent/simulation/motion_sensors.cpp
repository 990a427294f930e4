#include "simulation/motion_sensors.hpp"

namespace hearth::simulation {

namespace {
std::string sensor_of(Room room) {
    return std::string("binary_sensor.") + to_string(room) + "_motion";
}
}  // namespace

void MotionSensors::seen(Room room) {
    if (room == Room::kAway) return;
    const double hold_seconds = random_.between(60.0, 95.0);
    clear_at_[room] = world_.queue.now() +
                      static_cast<TimeUs>(hold_seconds * static_cast<double>(kMicrosPerSecond));
    if (world_.states.state(sensor_of(room)) == "on") return;
    world_.states.set(sensor_of(room), "on", world_.states.device_context());
    world_.queue.at(clear_at_[room], [this, room] { check(room); });
}

void MotionSensors::check(Room room) {
    if (world_.queue.now() < clear_at_[room]) {
        world_.queue.at(clear_at_[room], [this, room] { check(room); });
        return;
    }
    world_.states.set(sensor_of(room), "off", world_.states.device_context());
}

}  // namespace hearth::simulation
