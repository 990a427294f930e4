// In which order the rows of a dataset are gone through: first everything that belongs to the
// training part, then everything that belongs to the hold-out, each in order of time with the rows
// of a group together. Context rows follow their group, or else the time of the first hold-out row.
#pragma once

#include <cstddef>
#include <vector>

#include "sdk/dataset.hpp"
#include "sdk/split.hpp"

namespace hearth::pattern {

struct ReplayPlan {
    std::vector<std::size_t> training, holdout;  // indices into dataset.rows
};

ReplayPlan plan_replay(const sdk::Dataset& dataset, const sdk::Split& split);

// All rows, rows of a group together where the group's first row stands.
std::vector<std::size_t> grouped_order(const sdk::Dataset& dataset);

}  // namespace hearth::pattern
