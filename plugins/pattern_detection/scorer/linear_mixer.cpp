#include "pattern_detection/scorer/linear_mixer.hpp"

#include <algorithm>
#include <cmath>

#include "pattern_detection/scorer/lbfgs.hpp"

namespace hearth::pattern {
namespace {

using ExpertWeights = std::array<float, kExperts>;

// Cross-entropy of one row and, in `slope`, its derivative by the row's weights w_e = W[e,b_e].
double row_loss(const TrainingRows& data, std::size_t row, const ExpertWeights& w,
                std::vector<double>& p, std::array<double, kExperts>& slope) {
    const auto width = static_cast<std::size_t>(data.candidates());
    const auto truth = static_cast<std::size_t>(data.target(row));
    const float* residual = data.residual(row);
    for (std::size_t y = 0; y < width; ++y) {
        float logit = 0;
        for (std::size_t e = 0; e < kExperts; ++e) logit += w[e] * residual[y * kExperts + e];
        p[y] = logit;
    }
    const double highest = *std::max_element(p.begin(), p.end());
    const double truth_logit = p[truth] - highest;
    double total = 0;
    for (double& value : p) total += value = std::exp(value - highest);
    slope.fill(0);
    for (std::size_t y = 0; y < width; ++y) {
        const double error = p[y] / total - (y == truth ? 1 : 0);
        for (std::size_t e = 0; e < kExperts; ++e) slope[e] += error * residual[y * kExperts + e];
    }
    return std::log(total) - truth_logit;
}

}  // namespace

std::vector<float> fit_linear_mixer(const TrainingRows& data, const std::vector<std::size_t>& rows,
                                    const std::vector<float>& prior, double l2,
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
        std::array<double, kExperts> slope{};
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
    const std::vector<double> best = minimize_lbfgs(
        objective, std::vector<double>(prior.begin(), prior.end()), LbfgsOptions{}, stop);
    return {best.begin(), best.end()};
}

}  // namespace hearth::pattern
