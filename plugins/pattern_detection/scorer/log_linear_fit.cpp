#include "pattern_detection/scorer/log_linear_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "pattern_detection/scorer/dot.hpp"
#include "pattern_detection/scorer/lbfgs.hpp"

namespace hearth::pattern {
namespace {

constexpr std::size_t kMixSize = std::size_t{kExperts} * kMassBuckets;

using ExpertWeights = std::array<float, kExperts>;
using HiddenWeights = std::array<float, kScorerHidden>;

template <std::size_t N>
void add_scaled(float factor, const float* x, std::array<float, N>& to) {
    for (std::size_t i = 0; i < N; ++i) to[i] += factor * x[i];
}

class CrossEntropy {
public:
    explicit CrossEntropy(const LogLinearProblem& problem)
        : problem_(problem), has_hidden_(!problem.prior.output.empty()) {}

    double operator()(const std::vector<double>& x, std::vector<double>& gradient) {
        double value = add_prior(x, gradient);
        if (has_hidden_)
            for (std::size_t h = 0; h < kScorerHidden; ++h)
                v_[h] = static_cast<float>(x[kMixSize + h]);
        for (const LogLinearPart& part : problem_.parts) {
            p_.resize(static_cast<std::size_t>(part.data.candidates()));
            for (const std::size_t row : part.rows) value += add_row(part, row, x, gradient);
        }
        for (std::size_t e = 0; e < kExperts; ++e)
            if (problem_.excluded[e])
                std::fill_n(gradient.begin() + static_cast<std::ptrdiff_t>(e * kMassBuckets),
                            kMassBuckets, 0.0);
        return value;
    }

private:
    double add_row(const LogLinearPart& part, std::size_t row, const std::vector<double>& x,
                   std::vector<double>& gradient) {
        const auto& bucket = part.data.bucket(row);
        for (std::size_t e = 0; e < kExperts; ++e)
            w_[e] = static_cast<float>(x[e * kMassBuckets + bucket[e]]);
        const double weight = part.weight * part.data.weight(row);
        const double loss = row_loss(part.data, row);
        for (std::size_t e = 0; e < kExperts; ++e)
            gradient[e * kMassBuckets + bucket[e]] += weight * slope_w_[e];
        if (has_hidden_)
            for (std::size_t h = 0; h < kScorerHidden; ++h)
                gradient[kMixSize + h] += weight * slope_v_[h];
        return weight * loss;
    }

    double add_prior(const std::vector<double>& x, std::vector<double>& gradient) const {
        double value = 0;
        const auto add = [&](std::size_t i, double prior, double l2) {
            const double off = x[i] - prior;
            value += .5 * l2 * off * off;
            gradient[i] = l2 * off;
        };
        for (std::size_t i = 0; i < kMixSize; ++i) add(i, problem_.prior.mix[i], problem_.mix_l2);
        for (std::size_t i = kMixSize; i < x.size(); ++i)
            add(i, problem_.prior.output[i - kMixSize], problem_.output_l2);
        return value;
    }

    // Cross-entropy of one row and, in the slopes, its derivatives by w_ and v_.
    double row_loss(const TrainingRows& data, std::size_t row) {
        const auto truth = static_cast<std::size_t>(data.target(row));
        const float* residual = data.residual(row);
        const float* hidden = has_hidden_ ? data.hidden(row) : residual;
        for (std::size_t y = 0; y < p_.size(); ++y) {
            p_[y] = dot<kExperts>(w_.data(), &residual[y * kExperts]);
            if (has_hidden_) p_[y] += dot<kScorerHidden>(v_.data(), &hidden[y * kScorerHidden]);
        }
        const double highest = *std::max_element(p_.begin(), p_.end());
        const double truth_logit = p_[truth] - highest;
        double total = 0;
        for (double& value : p_) total += value = std::exp(value - highest);
        slope_w_.fill(0);
        slope_v_.fill(0);
        for (std::size_t y = 0; y < p_.size(); ++y) {
            const auto error = static_cast<float>(p_[y] / total - (y == truth ? 1 : 0));
            add_scaled(error, &residual[y * kExperts], slope_w_);
            if (has_hidden_) add_scaled(error, &hidden[y * kScorerHidden], slope_v_);
        }
        return std::log(total) - truth_logit;
    }

    const LogLinearProblem& problem_;
    bool has_hidden_;
    std::vector<double> p_;
    ExpertWeights w_{}, slope_w_{};
    HiddenWeights v_{}, slope_v_{};
};

std::vector<double> joined(const LogLinearWeights& weights) {
    std::vector<double> out(weights.mix.begin(), weights.mix.end());
    out.insert(out.end(), weights.output.begin(), weights.output.end());
    return out;
}

}  // namespace

LogLinearWeights fit_log_linear(const LogLinearProblem& problem,
                                const std::function<bool()>& stop) {
    LbfgsOptions options;
    options.iterations = problem.iterations;
    // The objective is l2-strongly convex: |x - best| <= |gradient| / l2.
    options.gradient_tolerance =
        1e-3 * (problem.prior.output.empty() ? problem.mix_l2
                                             : std::min(problem.mix_l2, problem.output_l2));
    CrossEntropy objective(problem);
    const std::vector<double> best =
        minimize_lbfgs([&](const std::vector<double>& x,
                           std::vector<double>& gradient) { return objective(x, gradient); },
                       joined(problem.start), options, stop);
    const auto border = best.begin() + static_cast<std::ptrdiff_t>(kMixSize);
    return {{best.begin(), border}, {border, best.end()}};
}

}  // namespace hearth::pattern
