// The safeguard: may a candidate go live? Pure.
//
// The candidate, the incumbent and every baseline were scored on the same hold-out rows, later than
// anything that either model learned from. Accepted when it is sound (finite, not constant), the
// hold-out is large enough, it beats every baseline on the metrics that the manifest names (and as
// a first version, where the manifest asks for it, the fallback surely), no primary metric is worse
// than the incumbent's by more than the tolerance (inclusive: 0.80 to 0.79 passes a tolerance of
// 0.01), one is better by the gain that the manifest asks for, no single label falls further than
// the manifest allows (label_rule.hpp; only where it asks), and on the anchor set it is not further
// below the best score ever than the anchor's tolerance. Hold-outs move on with time, so a loss
// within the tolerance could be taken again and again; the anchor set stays, and stops that.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/json.hpp"
#include "domain/manifest.hpp"
#include "learning/label_rule.hpp"

namespace hearth::learning {

using Scores = std::map<std::string, double>;  // metric name -> value

struct SafeguardInput {
    Scores candidate;
    std::optional<Scores> incumbent;
    std::map<std::string, Scores> baselines;
    LabelTable candidate_labels, incumbent_labels;  // empty: not reported
    std::int64_t holdout_rows = 0;
    std::optional<std::int64_t> questions;  // what it was asked, where that is not the rows
    // Of the gain over the fallback, the least that the 95 % interval holds, by metric.
    Scores least_gain;
    Scores anchor;       // the candidate's, on the anchor set; empty: not scored there
    Scores anchor_best;  // the best ever of an active version, by metric; empty: none yet
    std::int64_t anchor_rows = 0;
    bool finite = true;     // weights and outputs are finite numbers
    bool constant = false;  // gives the same answer whatever it is asked
};

struct Verdict {
    bool accepted = false;
    std::string
        code;  // "improved", "within_tolerance", "first", or why not: "not_finite", "constant", …
    std::string reason;  // a sentence with the figures
};

// Differences this small are noise of floating point: 0.80 - 0.79 is 0.010000000000000009.
inline constexpr double kScoreEpsilon = 1e-9;

Verdict judge(const SafeguardInput& input, const Manifest& policy);

// The best scores after a version with these anchor scores went live.
Scores best_of(const Scores& best, const Scores& anchor, const Manifest& policy);

Scores scores_from_json(const Json& object);  // what is no number is left out
Json to_json(const Scores& scores);

// Reads a worker's result (its "scores", "rows" and "smoke", and "classes" if it is there) into the
// input. kInvalid names what is missing.
Result<SafeguardInput> safeguard_input(const Json& result, const Manifest& policy);

}  // namespace hearth::learning
