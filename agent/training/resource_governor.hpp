// Asks whether the machine can bear a training now. Reads the machine at most every ten seconds.
// Event loop only.
#pragma once

#include <optional>
#include <vector>

#include "core/clock.hpp"
#include "core/time_zone.hpp"
#include "learning/governor.hpp"
#include "training/machine_probe.hpp"

namespace hearth::training {

class ResourceGovernor {
public:
    ResourceGovernor(const Clock& clock, TimeZone zone, learning::GovernorRules rules,
                     MachineProbe probe = MachineProbe())
        : clock_(clock),
          zone_(std::move(zone)),
          rules_(std::move(rules)),
          probe_(std::move(probe)) {}

    // Everything that speaks against it, with the figures; empty: go ahead.
    std::vector<learning::Blocker> objections();
    // As it was read last.
    const learning::MachineState& machine();

private:
    const Clock& clock_;
    TimeZone zone_;
    learning::GovernorRules rules_;
    MachineProbe probe_;
    learning::GovernorState state_;
    std::optional<TimeUs> read_us_;  // steady clock
    learning::MachineState machine_;
};

}  // namespace hearth::training
