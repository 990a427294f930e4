// A simulated home: two residents with habits, sensors that follow from what they do, automations,
// noise and faults, as the stream of state changes that Home Assistant would report.
//
// It serves demos and tests of the machinery; a figure on it is never a figure on a real home. The
// same seed and options give the same bytes on every machine: own random numbers, no mathematical
// functions of the system's library.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/time_zone.hpp"
#include "recording/ha_messages.hpp"
#include "simulation/calendar_date.hpp"
#include "simulation/habit.hpp"

namespace hearth {

struct SimulationOptions {
    int weeks = 4;       // 1 to 520; values outside are clamped
    CalendarDate start;  // first local day; the stream begins at its midnight
    TimeZone zone = TimeZone::utc();
};

struct SimulatedEntity {
    std::string entity_id;
    std::string friendly_name;
    std::string device_class;  // empty: none
    std::string unit;          // unit_of_measurement; empty: none
    std::string area;          // "Kitchen"; empty: none
    std::string initial_state;
};

class SimulatedHome {
public:
    SimulatedHome(std::uint64_t seed, const SimulationOptions& options);
    ~SimulatedHome();
    SimulatedHome(SimulatedHome&&) noexcept;
    SimulatedHome& operator=(SimulatedHome&&) noexcept;

    // The next change in order of time; nothing at the end of the last day. One thread at a time.
    std::optional<HomeEvent> next();

    // Generator and version, such as "hearth-simulated-home 1": it changes when the stream does.
    static std::string version();
    static const std::vector<SimulatedEntity>& entities();
    // The habits built in, in order of the day.
    static std::vector<Habit> true_habits();

private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace hearth
