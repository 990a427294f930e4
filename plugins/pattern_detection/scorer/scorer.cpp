#include "pattern_detection/scorer/scorer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hearth::pattern {
namespace {

// The exact form (with erf), as LibTorch's default.
float gelu(float x) { return .5F * x * (1 + std::erf(x * (std::numbers::sqrt2_v<float> / 2))); }

// The per-event parts of the weights: columns of W and .7 g for this event's buckets.
struct Gathered {
    std::array<float, kExperts> mix, gate, bucket;
};

Gathered gather(const ScorerWeights& weights, const ExpertOutputs& outputs) {
    Gathered gathered{};
    for (std::size_t e = 0; e < kExperts; ++e) {
        const std::size_t cell = e * kMassBuckets + outputs.bucket[e];
        gathered.mix[e] = weights.mix[cell];
        gathered.gate[e] = kResidualScale * weights.gate[cell];
        gathered.bucket[e] = static_cast<float>(outputs.bucket[e]) / kMassBuckets - .5F;
    }
    return gathered;
}

// What the hidden units get from the buckets, the same for all candidates.
std::array<float, kScorerHidden> bucket_part(const ScorerWeights& weights,
                                             const Gathered& gathered) {
    std::array<float, kScorerHidden> part{};
    for (std::size_t h = 0; h < kScorerHidden; ++h) {
        const float* row = &weights.hidden[h * kScorerInputs + 2 * kExperts];
        part[h] = weights.hidden_bias[h];
        for (std::size_t e = 0; e < kExperts; ++e) part[h] += row[e] * gathered.bucket[e];
    }
    return part;
}

// What hidden unit h is told about each candidate, in `sum`. Over all candidates at once: the inner
// loops are straight.
void hidden_unit(const ScorerWeights& weights, const ExpertOutputs& outputs,
                 const Gathered& gathered, float base, std::size_t h, std::vector<float>& sum) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const float log_width = std::log(static_cast<float>(width));
    const float* row = &weights.hidden[h * kScorerInputs];
    sum.assign(width, base);
    for (std::size_t e = 0; e < kExperts; ++e) {
        const float* log_p = &outputs.log_p[e * width];
        const float* residual = &outputs.residual[e * width];
        const float from_log = row[e] / 2;
        const float from_residual = row[kExperts + e] * gathered.gate[e];
        for (std::size_t y = 0; y < width; ++y)
            sum[y] += from_log * std::clamp(log_p[y] + log_width, kLogMin, kLogMax) +
                      from_residual * residual[y];
    }
}

void softmax(std::vector<double>& logits) {
    const double highest = *std::max_element(logits.begin(), logits.end());
    double total = 0;
    for (double& logit : logits) total += logit = std::exp(logit - highest);
    for (double& logit : logits) logit /= total;
}

}  // namespace

ScorerWeights ScorerWeights::start() {
    ScorerWeights weights;
    weights.mix.assign(kExperts * kMassBuckets, 0);
    std::fill_n(weights.mix.begin(), kMassBuckets, 1.0F);
    weights.gate.assign(kExperts * kMassBuckets, .5F);
    weights.hidden.assign(kScorerHidden * kScorerInputs, 0);
    weights.hidden_bias.assign(kScorerHidden, 0);
    weights.output.assign(kScorerHidden, 0);
    return weights;
}

void score(const ScorerWeights& weights, const ExpertOutputs& outputs, std::vector<float>& scratch,
           std::vector<double>& probability) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const Gathered gathered = gather(weights, outputs);
    const std::array<float, kScorerHidden> base = bucket_part(weights, gathered);
    probability.assign(width, weights.output_bias);
    for (std::size_t e = 0; e < kExperts; ++e)
        for (std::size_t y = 0; y < width; ++y)
            probability[y] += gathered.mix[e] * outputs.residual[e * width + y];
    for (std::size_t h = 0; h < kScorerHidden; ++h) {
        if (weights.output[h] == 0) continue;
        hidden_unit(weights, outputs, gathered, base[h], h, scratch);
        for (std::size_t y = 0; y < width; ++y)
            probability[y] += weights.output[h] * gelu(scratch[y]);
    }
    softmax(probability);
}

void hidden_activations(const ScorerWeights& weights, const ExpertOutputs& outputs,
                        std::vector<float>& scratch, std::vector<float>& activations) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const Gathered gathered = gather(weights, outputs);
    const std::array<float, kScorerHidden> base = bucket_part(weights, gathered);
    activations.resize(width * kScorerHidden);
    for (std::size_t h = 0; h < kScorerHidden; ++h) {
        hidden_unit(weights, outputs, gathered, base[h], h, scratch);
        for (std::size_t y = 0; y < width; ++y)
            activations[y * kScorerHidden + h] = gelu(scratch[y]);
    }
}

}  // namespace hearth::pattern
