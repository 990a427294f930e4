// The safeguard's rule about single labels: an overall score can hold its level while one label,
// such as the only light of a room, is lost. Pure.
//
// Candidate and incumbent were scored on the same rows. No label with enough hold-out rows may fall
// by more than the tolerance (inclusive). Only labels of the incumbent's table are judged; a worker
// reports the most frequent ones.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/json.hpp"
#include "domain/manifest.hpp"

namespace hearth::learning {

struct LabelScores {
    std::int64_t rows = 0;                 // hold-out rows with this label
    std::map<std::string, double> scores;  // "precision", "recall", "f1"
};
using LabelTable = std::map<std::string, LabelScores>;

// {"labels":[{"label","support","precision",…}]}, one contender's part of a worker's "classes".
// What is no such row is left out.
LabelTable label_table_from_json(const Json& contender);

struct LabelRefusal {
    std::string code;    // "label_degraded", "not_scored"
    std::string reason;  // a sentence that names labels and figures
};

// Nothing: no label stands against the candidate.
std::optional<LabelRefusal> refused_by_label(const LabelTable& candidate,
                                             const LabelTable& incumbent,
                                             const LabelPolicy& policy);

}  // namespace hearth::learning
