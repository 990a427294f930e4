// The convex part of the scorer's fit. With the hidden layer held, the scorer is log-linear:
//
//   softmax over candidates of  sum_e W[e,b_e] R_e(y) + sum_h v_h a_h(y)
//
// with the activations a of the hidden units. So the best W and v are found exactly, without a
// seed, a learning rate or LibTorch. Used thrice: W alone (the linear mixer) is the start of every
// fit; W and v near the incumbent's are the whole of an incremental training;
// W over many homes is a prior.
#pragma once

#include <functional>
#include <vector>

#include "pattern_detection/scorer/scorer.hpp"
#include "pattern_detection/scorer/training_rows.hpp"

namespace hearth::pattern {

struct LogLinearWeights {
    std::vector<float> mix;     // W [expert, bucket]
    std::vector<float> output;  // v [hidden]; empty: the hidden layer has no part
};

// Rows of one home.
struct LogLinearPart {
    const TrainingRows& data;  // with activations if `prior` has an output
    const std::vector<std::size_t>& rows;
    double weight = 1;  // of each row, besides its own
};

struct LogLinearProblem {
    std::vector<LogLinearPart> parts;
    LogLinearWeights prior;
    LogLinearWeights start;            // where the search begins: changes its time, not its result
    double mix_l2 = 1, output_l2 = 1;  // how strongly the prior holds, in rows
    std::size_t iterations = 60;       // at most; a start near the result needs few
    ExpertSet excluded = {};           // experts whose weight stays what it is at the start
};

// Minimises, over the rows, the weighted sum of the cross-entropy plus .5 l2 |x - prior|^2, to
// within about .001 in each weight. `stop` is asked between iterations; when it says so, the best
// so far.
LogLinearWeights fit_log_linear(const LogLinearProblem& problem, const std::function<bool()>& stop);

}  // namespace hearth::pattern
