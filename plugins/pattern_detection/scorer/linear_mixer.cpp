#include "pattern_detection/scorer/linear_mixer.hpp"

#include <algorithm>
#include <cmath>

#include "pattern_detection/scorer/lbfgs.hpp"

namespace hearth::pattern {
namespace {

using ExpertWeights = std::array<float, kExperts>;

// In four sums, so that the compiler can keep them in one vector register.
float dot(const ExpertWeights& w, const float* residual) {
    constexpr std::size_t kLanes = 4;
    static_assert(kExperts % kLanes == 0);
    std::array<float, kLanes> sum{};
    for (std::size_t e = 0; e < kExperts; e += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            sum[lane] += w[e + lane] * residual[e + lane];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

// Cross-entropy of one row and, in `slope`, its derivative by the row's weights w_e = W[e,b_e].
double row_loss(const TrainingRows& data, std::size_t row, const ExpertWeights& w,
                std::vector<double>& p, ExpertWeights& slope) {
    const auto width = static_cast<std::size_t>(data.candidates());
    const auto truth = static_cast<std::size_t>(data.target(row));
    const float* residual = data.residual(row);
    for (std::size_t y = 0; y < width; ++y) {
        p[y] = dot(w, &residual[y * kExperts]);
    }
    const double highest = *std::max_element(p.begin(), p.end());
    const double truth_logit = p[truth] - highest;
    double total = 0;
    for (double& value : p) total += value = std::exp(value - highest);
    slope.fill(0);
    for (std::size_t y = 0; y < width; ++y) {
        const auto error = static_cast<float>(p[y] / total - (y == truth ? 1 : 0));
        for (std::size_t e = 0; e < kExperts; ++e) slope[e] += error * residual[y * kExperts + e];
    }
    return std::log(total) - truth_logit;
}

}  // namespace

std::vector<float> fit_linear_mixer(const TrainingRows& data, const std::vector<std::size_t>& rows,
                                    const std::vector<float>& prior,
                                    const std::vector<float>& start, double l2,
                                    const std::function<bool()>& stop) {
    std::vector<double> p(static_cast<std::size_t>(data.candidates()));
    const Objective objective = [&](const std::vector<double>& x, std::vector<double>& gradient) {
        double value = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double off = x[i] - prior[i];
            value += .5 * l2 * off * off;
            gradient[i] = l2 * off;
        }
        ExpertWeights w{};
        ExpertWeights slope{};
        for (const std::size_t row : rows) {
            const auto& bucket = data.bucket(row);
            for (std::size_t e = 0; e < kExperts; ++e)
                w[e] = static_cast<float>(x[e * kMassBuckets + bucket[e]]);
            const double weight = data.weight(row);
            value += weight * row_loss(data, row, w, p, slope);
            for (std::size_t e = 0; e < kExperts; ++e)
                gradient[e * kMassBuckets + bucket[e]] += weight * slope[e];
        }
        return value;
    };
    LbfgsOptions options;
    // The objective is l2-strongly convex: |W - best| <= |gradient| / l2.
    options.gradient_tolerance = 1e-3 * l2;
    const std::vector<double> best =
        minimize_lbfgs(objective, std::vector<double>(start.begin(), start.end()), options, stop);
    return {best.begin(), best.end()};
}

}  // namespace hearth::pattern
