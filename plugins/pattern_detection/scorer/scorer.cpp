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

// What every hidden unit is told about each candidate, prepared once: [expert, candidate].
void relative_log_p(const ExpertOutputs& outputs, std::vector<float>& relative) {
    const float log_width = std::log(static_cast<float>(outputs.candidates));
    relative.resize(outputs.log_p.size());
    for (std::size_t i = 0; i < relative.size(); ++i)
        relative[i] = std::clamp(outputs.log_p[i] + log_width, kLogMin, kLogMax) / 2;
}

// The input of hidden unit h for all candidates, in `sum`. Over all candidates at once: the inner
// loops are straight.
void hidden_unit(const ScorerWeights& weights, const ExpertOutputs& outputs,
                 const std::vector<float>& relative, const Gathered& gathered, float base,
                 std::size_t h, float* sum) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const float* row = &weights.hidden[h * kScorerInputs];
    std::fill_n(sum, width, base);
    for (std::size_t e = 0; e < kExperts; ++e) {
        const float* log_p = &relative[e * width];
        const float* residual = &outputs.residual[e * width];
        const float from_log = row[e];
        const float from_residual = row[kExperts + e] * gathered.gate[e];
        for (std::size_t y = 0; y < width; ++y)
            sum[y] += from_log * log_p[y] + from_residual * residual[y];
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

void hidden_activations(const ScorerWeights& weights, const ExpertOutputs& outputs,
                        std::vector<float>& scratch, std::vector<float>& activations) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const Gathered gathered = gather(weights, outputs);
    const std::array<float, kScorerHidden> base = bucket_part(weights, gathered);
    activations.resize(width * kScorerHidden);
    relative_log_p(outputs, scratch);
    std::vector<float> sum(width);
    for (std::size_t h = 0; h < kScorerHidden; ++h) {
        hidden_unit(weights, outputs, scratch, gathered, base[h], h, sum.data());
        for (std::size_t y = 0; y < width; ++y) activations[y * kScorerHidden + h] = gelu(sum[y]);
    }
}

void score_from(const ScorerWeights& weights, const ExpertOutputs& outputs,
                const std::vector<float>& activations, std::vector<double>& probability) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const Gathered gathered = gather(weights, outputs);
    probability.assign(width, weights.output_bias);
    for (std::size_t e = 0; e < kExperts; ++e)
        for (std::size_t y = 0; y < width; ++y)
            probability[y] += gathered.mix[e] * outputs.residual[e * width + y];
    for (std::size_t y = 0; y < width; ++y)
        for (std::size_t h = 0; h < kScorerHidden; ++h)
            probability[y] += weights.output[h] * activations[y * kScorerHidden + h];
    softmax(probability);
}

void score(const ScorerWeights& weights, const ExpertOutputs& outputs, ScorerScratch& scratch,
           std::vector<double>& probability) {
    hidden_activations(weights, outputs, scratch.relative, scratch.activations);
    score_from(weights, outputs, scratch.activations, probability);
}

void leave_out(const ExpertSet& excluded, ScorerWeights& weights) {
    for (std::size_t e = 0; e < kExperts; ++e) {
        if (!excluded[e]) continue;
        std::fill_n(&weights.mix[e * kMassBuckets], kMassBuckets, 0.0F);
        for (std::size_t h = 0; h < kScorerHidden; ++h)
            for (std::size_t part = 0; part < 3; ++part)
                weights.hidden[h * kScorerInputs + part * kExperts + e] = 0;
    }
}

bool same_hidden_layer(const ScorerWeights& a, const ScorerWeights& b) {
    return a.hidden == b.hidden && a.hidden_bias == b.hidden_bias && a.gate == b.gate;
}

}  // namespace hearth::pattern
