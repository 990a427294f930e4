#include "simulation/world.hpp"

namespace hearth::simulation {

World::World(Random& random, const SimulationOptions& options, std::int64_t first_day)
    : zone(options.zone),
      queue(options.zone.to_utc(first_day * kMicrosPerDay)),
      states(SimulatedHome::entities(), queue, random.fork()),
      sun(options.zone),
      calendar(first_day, options.weeks, random.fork()) {}

TimeUs World::at_local_hour(std::int64_t day, double hour) const {
    const double micros = hour * 3600 * static_cast<double>(kMicrosPerSecond);
    return zone.to_utc(day * kMicrosPerDay + static_cast<TimeUs>(micros));
}

bool World::is_dark() const {
    constexpr double kDusk = 0.12;
    return sun.height(queue.now()) < kDusk;
}

}  // namespace hearth::simulation
