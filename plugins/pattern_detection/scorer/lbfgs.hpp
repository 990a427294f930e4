// L-BFGS (Nocedal 1980; Nocedal and Wright, Numerical Optimization, algorithm 7.5) for smooth
// convex functions, with a line search by bisection that ensures the weak Wolfe conditions.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace hearth::pattern {

struct LbfgsOptions {
    std::size_t iterations = 60;
    std::size_t history = 20;
    double gradient_tolerance = 1e-5;  // of the largest component
};

// Value at x; fills the gradient, which has x's size.
using Objective =
    std::function<double(const std::vector<double>& x, std::vector<double>& gradient)>;

// The best point found from `start`. Deterministic. `stop` is asked before each iteration.
std::vector<double> minimize_lbfgs(const Objective& objective, std::vector<double> start,
                                   const LbfgsOptions& options, const std::function<bool()>& stop);

}  // namespace hearth::pattern
