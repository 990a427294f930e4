// The member "classes" of a training result: label by label, how candidate and incumbent did on the
// hold-out, and what was taken for what. Labels stand there by name.
//
// {"model":{"labels":[{"label","support","predicted","hits","precision","recall","f1"}],
//           "other":{"labels","support","predicted","hits"},
//           "confusion":{"cells":[[truth, predicted, rows]],"other":{"cells","rows","hits"}}},
//  "incumbent":{…}}
//
// Bounded, whatever a home has: kTableLabels labels, those with most support first (of equals, by
// name), and kTableCells cells, the largest first; the rest is summed as "other". So the supports
// add up to the hold-out's rows, and the hits of the cells on the diagonal and of "other" to top1
// times them. Candidate and incumbent have the same truths, hence the same labels wherever there is
// support. Baselines get no tables: what they are for stands in the scores.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "sdk/bootstrap.hpp"

namespace hearth::sdk {

inline constexpr std::size_t kTableLabels = 50;
inline constexpr std::size_t kTableCells = 200;

// The label behind a number that occurs in the rows, true or predicted; different numbers have
// different labels.
using LabelNames = std::function<std::string(std::int64_t)>;

// Of those in `models` that are named "model" and "incumbent".
Json class_tables(const std::vector<NamedScores>& models, const LabelNames& name_of);

}  // namespace hearth::sdk
