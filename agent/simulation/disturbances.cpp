#include "simulation/disturbances.hpp"

#include <array>

namespace hearth::simulation {

namespace {
constexpr double kDaySeconds = 86'400;

// Battery devices and those at the edge of the radio network.
constexpr std::array<const char*, 7> kUnreliable = {"binary_sensor.bedroom_window",
                                                    "binary_sensor.office_motion",
                                                    "binary_sensor.fridge_door",
                                                    "cover.living_room_blind",
                                                    "light.office",
                                                    "sensor.outdoor_temperature",
                                                    "sensor.bathroom_humidity"};
}  // namespace

Disturbances::Disturbances(World& world, Random random) : world_(world), random_(random) {
    plan_restart();
    plan_drop_out();
}

void Disturbances::plan_restart() {
    const double seconds = kDaySeconds * random_.between(4.0, 13.0);
    world_.queue.after_seconds(seconds, [this] {
        world_.states.stop();
        world_.queue.after_seconds(random_.between(25.0, 80.0), [this] { world_.states.start(); });
        plan_restart();
    });
}

void Disturbances::plan_drop_out() {
    constexpr double kMeanDays = 1.8;
    world_.queue.after_seconds(kDaySeconds * kMeanDays * random_.exponential(), [this] {
        const std::string device = kUnreliable[static_cast<std::size_t>(
            random_.between(std::int64_t{0}, static_cast<std::int64_t>(kUnreliable.size()) - 1))];
        world_.states.drop_out(device);
        world_.queue.after_seconds(random_.between(300.0, 9000.0),
                                   [this, device] { world_.states.come_back(device); });
        plan_drop_out();
    });
}

}  // namespace hearth::simulation
