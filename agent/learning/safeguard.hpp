// The safeguard: may a candidate go live? Pure.
//
// The candidate, the incumbent and every baseline were scored on the same hold-out rows, later than
// anything that either model learned from. Accepted when it is sound (finite, not constant), the
// hold-out is large enough, it beats every baseline on the metrics that the manifest names, and no
// primary metric is worse than the incumbent's by more than the tolerance (inclusive: 0.80 to 0.79
// passes a tolerance of 0.01).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/json.hpp"
#include "domain/manifest.hpp"

namespace hearth::learning {

using Scores = std::map<std::string, double>;  // metric name -> value

struct SafeguardInput {
    Scores candidate;
    std::optional<Scores> incumbent;
    std::map<std::string, Scores> baselines;
    std::int64_t holdout_rows = 0;
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

// Reads a worker's result (its "scores", "rows" and "smoke") into the input. kInvalid names what is
// missing.
Result<SafeguardInput> safeguard_input(const Json& result, const Manifest& policy);

}  // namespace hearth::learning
