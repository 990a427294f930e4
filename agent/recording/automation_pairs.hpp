// Automations of several homes as a table: which entity triggers what. A CSV file (.xz too) with
// the header "home,automation,trigger_platform,…,trigger_entity,…,target_entity,…", one row for
// each trigger and target of an automation; an empty entity: none (a time, a message).
//
// The rows become context samples of kind "interaction": one "entity" row for each entity, one
// "automation" row for each automation, in groups named after the homes (docs/plugin-guide.md).
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/sample.hpp"

namespace hearth {

// Errors as read_log.
Result<std::vector<Sample>> read_automation_pairs(const std::string& path);

}  // namespace hearth
