// The linear mixer: a log-linear blend of the experts, softmax over candidates of
// sum_e W[e,b_e] R_e(y). Convex, so its fit is exact and needs no seed. It is the start of the
// scorer, and the scorer when nothing else helps.
#pragma once

#include <functional>
#include <vector>

#include "pattern_detection/scorer/training_rows.hpp"

namespace hearth::pattern {

// W [expert, bucket] that minimises, over the given rows, the weighted sum of the cross-entropy
// plus .5 l2 |W - prior|^2, to within about .001 in each weight. `start`: where the search begins,
// which changes the time it takes, not the result. `stop` is asked between iterations; when it says
// so, the best W so far.
std::vector<float> fit_linear_mixer(const TrainingRows& data, const std::vector<std::size_t>& rows,
                                    const std::vector<float>& prior,
                                    const std::vector<float>& start, double l2,
                                    const std::function<bool()>& stop);

}  // namespace hearth::pattern
