#include "pattern_detection/timing/online_mixer.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::pattern {
namespace {

constexpr std::size_t kMasses = 8;
constexpr double kRate = .05;

}  // namespace

OnlineMixer::OnlineMixer(std::size_t width, const std::vector<double>& start)
    : experts_(start.size()), width_(width), squares_(start.size() * kMasses, 1) {
    for (const double weight : start) weight_.insert(weight_.end(), kMasses, weight);
}

void OnlineMixer::predict(std::span<const double> residual, std::span<const std::uint8_t> mass,
                          std::span<double> probability) const {
    std::fill(probability.begin(), probability.end(), 0.0);
    for (std::size_t e = 0; e < experts_; ++e) {
        const double weight = weight_[e * kMasses + mass[e]];
        for (std::size_t y = 0; y < width_; ++y)
            probability[y] += weight * residual[e * width_ + y];
    }
    const double highest = *std::max_element(probability.begin(), probability.end());
    double total = 0;
    for (double& p : probability) total += p = std::exp(p - highest);
    for (double& p : probability) p /= total;
}

void OnlineMixer::learn(std::span<const double> residual, std::span<const std::uint8_t> mass,
                        std::span<const double> probability, std::size_t truth) {
    for (std::size_t e = 0; e < experts_; ++e) {
        double slope = -residual[e * width_ + truth];
        for (std::size_t y = 0; y < width_; ++y) slope += probability[y] * residual[e * width_ + y];
        const std::size_t at = e * kMasses + mass[e];
        squares_[at] += slope * slope;
        weight_[at] -= kRate * slope / std::sqrt(squares_[at]);
    }
}

}  // namespace hearth::pattern
