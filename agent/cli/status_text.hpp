// What the daemon says about itself and its models, as text for people. docs/design.md section 8
// has the shapes. Pure; a member that is missing is shown as "-".
#pragma once

#include <string>

#include "cli/style.hpp"
#include "core/json.hpp"

namespace hearth::cli {

// The words that stand wherever a figure of a simulated home is shown.
inline constexpr const char* kSimulatedHome = "simulated home";

// Result of `status`.
std::string status_text(const Json& status, const Style& style);
// The table of models alone: the list, or an object with a member "models".
std::string models_text(const Json& models, const Style& style);
// Result of `why`.
std::string why_text(const Json& why, const Style& style);
// Result of `samples`.
std::string samples_text(const Json& samples, const Style& style);
// Result of `runs`: newest first, as the daemon gives them.
std::string runs_text(const Json& runs, const Style& style);
// Result of `predict`, and an event "prediction".
std::string prediction_text(const Json& prediction, const Style& style);
// A row of `runs` or an event "decision": the verdict, the reason and the scores.
std::string verdict_text(const Json& run, const Style& style);

}  // namespace hearth::cli
