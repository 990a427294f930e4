#include "learning/label_rule.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "learning/plain_words.hpp"
#include "learning/safeguard.hpp"

namespace hearth::learning {

namespace {

constexpr std::size_t kFallsTold = 3;
constexpr int kDigits = 3;

// Without its label: the reason outlives a "forget". The run's table of labels has the names.
struct Fall {
    double candidate = 0, incumbent = 0;
    std::int64_t rows = 0;
};

std::optional<double> value_of(const LabelTable& table, const std::string& label,
                               const std::string& metric) {
    const auto row = table.find(label);
    if (row == table.end()) return std::nullopt;
    const auto value = row->second.scores.find(metric);
    if (value == row->second.scores.end() || !std::isfinite(value->second)) return std::nullopt;
    return value->second;
}

std::string fall_words(const Fall& fall) {
    return fixed(fall.candidate, kDigits) + " against " + fixed(fall.incumbent, kDigits) +
           " of the incumbent on " + counted(fall.rows, "row");
}

// The worst first.
std::string reason_of(std::vector<Fall> falls, const LabelPolicy& policy) {
    std::stable_sort(falls.begin(), falls.end(), [](const Fall& a, const Fall& b) {
        return a.incumbent - a.candidate > b.incumbent - b.candidate;
    });
    std::string out = "the " + policy.name + " of single labels falls by more than the " +
                      fixed(policy.tolerance, kDigits) + " that are allowed: ";
    const std::size_t told = std::min(falls.size(), kFallsTold);
    for (std::size_t i = 0; i < told; ++i) out += (i == 0 ? "" : ", ") + fall_words(falls[i]);
    if (falls.size() > told) out += ", and " + std::to_string(falls.size() - told) + " more";
    return out;
}

LabelRefusal not_scored(const std::string& reason) { return {"not_scored", reason}; }

}  // namespace

LabelTable label_table_from_json(const Json& contender) {
    LabelTable out;
    const auto labels = contender.is_object() ? contender.find("labels") : contender.end();
    if (labels == contender.end() || !labels->is_array()) return out;
    for (const Json& row : *labels) {
        const auto label = json_string(row, "label");
        const auto rows = json_integer(row, "support");
        if (label && rows) out[*label] = {*rows, scores_from_json(row)};
    }
    return out;
}

std::optional<LabelRefusal> refused_by_label(const LabelTable& candidate,
                                             const LabelTable& incumbent,
                                             const LabelPolicy& policy) {
    if (candidate.empty() || incumbent.empty())
        return not_scored("the " + policy.name +
                          " of single labels, which this model is judged by, was not reported");
    std::vector<Fall> falls;
    for (const auto& [label, row] : incumbent) {
        if (row.rows < policy.min_rows) continue;
        const auto own = value_of(candidate, label, policy.name);
        const auto other = value_of(incumbent, label, policy.name);
        if (!own || !other)
            return not_scored("candidate and incumbent were not both scored on the " + policy.name +
                              " of each label");
        if (*own - *other < -policy.tolerance - kScoreEpsilon)
            falls.push_back({*own, *other, row.rows});
    }
    if (falls.empty()) return std::nullopt;
    return LabelRefusal{"label_degraded", reason_of(std::move(falls), policy)};
}

}  // namespace hearth::learning
