// Writes automation trees as YAML for Home Assistant, in the schema of today. Text that a YAML 1.1
// reader would take for something else ("on", "12:30", "0123") is quoted; the order is stable.
#pragma once

#include <string>
#include <vector>

#include "automation/automation.hpp"

namespace hearth::automation {

// One mapping, as Home Assistant's editor shows it ("Edit in YAML"). Ends with a line end.
std::string to_yaml(const Automation& automation);

// A list, as in automations.yaml.
std::string to_yaml(const std::vector<Automation>& automations);

}  // namespace hearth::automation
