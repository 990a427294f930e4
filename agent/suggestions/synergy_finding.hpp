// Two entities that belong together as a model tells it (`synergies` of the "explain" reply in
// docs/plugin-guide.md), read and checked: what a plugin says is not trusted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "suggestions/habit_finding.hpp"

namespace hearth::suggestions {

// Why a model thinks so, in its words, with how often that was so where it was counted.
struct SynergyReason {
    std::string feature, words;
    std::optional<double> count;
};

// What Hearth itself counted of the two states (co_activation.hpp).
struct SeenTogether {
    double together = 0;   // the target's state followed the trigger's
    double of = 0;         // the target was operated after the trigger, whatever the states
    double occasions = 0;  // the trigger came into its state
    double within_s = 0;   // what counts as "after"
};

struct SynergyFinding {
    Happening trigger, target;        // a state is empty where nobody knows it
    double score = 0, score_low = 0;  // probability, and its lower end (the same if none is told)
    bool fallback = false;            // rules said it, not a trained model
    std::vector<SynergyReason> reasons;
    std::vector<Happening> conditions;  // states that must hold
    double delay_s = 0;                 // between the trigger and the deed
    std::optional<SeenTogether> seen;
    Json source;  // as it came
};

// kInvalid with the field that is wrong.
Result<SynergyFinding> read_synergy(const Json& synergy);

}  // namespace hearth::suggestions
