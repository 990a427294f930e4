// Reads automations as people and Home Assistant write them: automations.yaml (a list) or a single
// automation, with old and new key names. The text is hostile until read: size, nesting and what
// aliases unfold to are bounded.
#pragma once

#include <string_view>
#include <vector>

#include "automation/automation.hpp"
#include "automation/tree_json.hpp"
#include "core/result.hpp"

namespace hearth::automation {

struct ReadLimits {
    std::size_t max_bytes = 4 * 1024 * 1024;
    std::size_t max_automations = 5000;
    std::size_t max_depth = 64;
};

struct ReadAutomation {
    Automation tree;
    int line = 1;  // where it begins
};

struct ReadAutomations {
    std::vector<ReadAutomation> automations;
    // What is wrong, with lines; an automation with a problem is not among the automations.
    std::vector<Problem> problems;
};

// Errors: kTooLarge, kInvalid (not YAML, or neither an automation nor a list of them); the text
// names the line. What is wrong in single automations are problems.
Result<ReadAutomations> read_automations(std::string_view yaml, ReadLimits limits = {});

// The one automation in the text: kInvalid when there are several, or it has problems.
Result<Automation> read_automation(std::string_view yaml, ReadLimits limits = {});

}  // namespace hearth::automation
