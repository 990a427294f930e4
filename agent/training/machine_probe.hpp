// Reads how burdened this machine is, from /proc and /sys. What a machine does not have or does not
// let us read stays unknown. A read takes about a millisecond, on some laptops some tens (their
// firmware is asked for the battery): once when a run wants to begin, not in a loop. Any thread.
#pragma once

#include <optional>
#include <string>

#include "learning/governor.hpp"

namespace hearth::training {

class MachineProbe {
public:
    // root: the folder in which proc/ and sys/ are found.
    explicit MachineProbe(std::string root = "/") : root_(std::move(root)) {}

    learning::MachineState read() const;

private:
    std::optional<double> load_per_core() const;
    std::optional<double> available_mb() const;
    std::optional<double> temperature_c() const;
    void read_power(learning::MachineState& out) const;

    std::string root_;
};

}  // namespace hearth::training
