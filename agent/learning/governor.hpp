// The resource governor: may the machine be burdened with a training now? Pure; any thread.
//
// What the machine does not tell never blocks. Load and temperature have two limits: once one of
// them put a training off, it has to fall below the lower one, so that trainings do not start and
// stop around a single figure.
#pragma once

#include <optional>
#include <vector>

#include "core/clock.hpp"
#include "core/time_zone.hpp"
#include "learning/hour_ranges.hpp"
#include "learning/readiness.hpp"

namespace hearth::learning {

// As far as it can be told.
struct MachineState {
    std::optional<double> load_per_core;    // 1.0: every core is busy
    std::optional<double> temperature_c;    // of the hottest part
    std::optional<double> available_mb;     // memory that programs can still get
    std::optional<bool> on_battery;         // nothing also for a machine that has no battery
    std::optional<double> battery_percent;  // 0 to 100
};

struct GovernorRules {
    double max_load_per_core = 1.5;   // 0: no limit
    double load_margin = 0.3;         // busy until below max_load_per_core - load_margin
    double max_temperature_c = 75;    // 0: no limit
    double temperature_margin_c = 5;  // hot until below max_temperature_c - temperature_margin_c
    double min_free_memory_mb = 300;
    std::vector<HourRange> allowed_hours;  // empty: always
    bool only_on_mains = true;             // of machines that have a battery
    double min_battery_percent = 30;       // while on battery, where that is allowed
};

// What the governor remembers from one question to the next; nothing that must survive a restart.
struct GovernorState {
    bool busy = false;
    bool hot = false;
};

// Everything that speaks against a training now, with the figures; empty: go ahead. Codes:
// machine_busy, machine_hot, low_memory, outside_hours, on_battery, battery_low. `state` is read
// and brought up to date.
std::vector<Blocker> objections(const MachineState& machine, const GovernorRules& rules, TimeUs now,
                                const TimeZone& zone, GovernorState& state);

}  // namespace hearth::learning
