// The split: which rows train and which judge. Fixed before training and the same for every plugin.
//
// Only target rows take part, in order of time. Of n rows the first floor((1 - holdout_fraction) n)
// train, the rest is the hold-out. Rows at or before `holdout_after_us` then move to the training
// part, so that nothing which the incumbent learned from judges its successor. A group is never
// divided: groups are taken in order of their newest row, and the first one that would reach
// beyond the training part begins the hold-out. Where the data set fixes the parts itself, the
// fraction is not used.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "sdk/dataset.hpp"

namespace hearth::sdk {

struct SplitRules {
    double holdout_fraction = 0.2;  // 0 <= f < 1
    std::optional<TimeUs> holdout_after_us;
    std::size_t min_holdout = 1;       // fewer rows: no_data
    double validation_fraction = 0.1;  // of the training part, its newest end
};

// Indices into Dataset::rows, ascending (that is, in order of time).
struct Split {
    std::vector<std::size_t> train;       // all training rows: fit and validation together
    std::vector<std::size_t> fit;         // train without validation: rows for gradient steps
    std::vector<std::size_t> validation;  // newest end of train, for early stopping; may be empty
    std::vector<std::size_t> holdout;     // never looked at before the model is finished
    // Rows of train that belong to the permanent anchor set, and serve to compare a candidate with
    // the best that there ever was.
    std::vector<std::size_t> anchor;
    // Rows of train that are history only, in neither fit nor validation: the anchor set and what
    // is older than the window of this run.
    std::vector<std::size_t> kept_out;
};

// Errors: bad_input (fraction outside its range, a group in both fixed parts, a target row without
// a part among fixed ones), no_data (nothing to train on, hold-out smaller than min_holdout).
Result<Split> split_dataset(const Dataset& dataset, const SplitRules& rules);

}  // namespace hearth::sdk
