#include "pattern_detection/scorer/scorer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pattern_detection/scorer/dot.hpp"

namespace hearth::pattern {
namespace {

// How many candidates and hidden units are worked on at once: their sums stay in registers.
constexpr std::size_t kLanes = 8;
constexpr std::size_t kUnits = 4;
static_assert(kScorerHidden % kUnits == 0);

// The error function without a branch, so that it is computed for several candidates at once:
// Abramowitz and Stegun (1964), 7.1.28, off by at most 3e-7, which is what floats resolve.
inline float error_function(float x) {
    const float t = std::abs(x);
    float p =
        1 +
        t * (.0705230784F +
             t * (.0422820123F +
                  t * (.0092705272F + t * (.0001520143F + t * (.0002765672F + t * .0000430638F)))));
    p *= p;  // to the sixteenth power; infinite for a large x
    p *= p;
    p *= p;
    p *= p;
    return std::copysign(1 - 1 / p, x);
}

// The exact form (with the error function), as LibTorch's default.
inline float gelu(float x) {
    return .5F * x * (1 + error_function(x * (std::numbers::sqrt2_v<float> / 2)));
}

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

std::size_t in_lanes(std::size_t width) { return (width + kLanes - 1) / kLanes * kLanes; }

// What every hidden unit is told about each candidate, prepared once: of each expert the relative
// log-probabilities, then the residuals; candidates filled up to whole lanes.
void lay_out(const ExpertOutputs& outputs, std::vector<float>& inputs) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const std::size_t padded = in_lanes(width);
    const float log_width = std::log(static_cast<float>(outputs.candidates));
    inputs.assign(2 * kExperts * padded, 0);
    for (std::size_t e = 0; e < kExperts; ++e) {
        const float* log_p = &outputs.log_p[e * width];
        float* relative = &inputs[2 * e * padded];
        for (std::size_t y = 0; y < width; ++y)
            relative[y] = std::clamp(log_p[y] + log_width, kLogMin, kLogMax) / 2;
        std::copy_n(&outputs.residual[e * width], width, relative + padded);
    }
}

// The weights of kUnits hidden units, those of the residuals multiplied by their gates.
struct UnitWeights {
    std::array<std::array<float, kUnits>, kExperts> of_log, of_residual;
};

UnitWeights unit_weights(const ScorerWeights& weights, const Gathered& gathered,
                         std::size_t first) {
    UnitWeights out{};
    for (std::size_t u = 0; u < kUnits; ++u) {
        const float* row = &weights.hidden[(first + u) * kScorerInputs];
        for (std::size_t e = 0; e < kExperts; ++e) {
            out.of_log[e][u] = row[e];
            out.of_residual[e][u] = row[kExperts + e] * gathered.gate[e];
        }
    }
    return out;
}

using Sums = std::array<std::array<float, kLanes>, kUnits>;

// Adds what kLanes candidates, from `inputs` on, tell kUnits hidden units.
void add_inputs(const UnitWeights& weights, const float* inputs, std::size_t padded, Sums& sums) {
    for (std::size_t e = 0; e < kExperts; ++e) {
        const float* log_p = inputs + 2 * e * padded;
        const float* residual = log_p + padded;
        for (std::size_t u = 0; u < kUnits; ++u)
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                sums[u][lane] +=
                    weights.of_log[e][u] * log_p[lane] + weights.of_residual[e][u] * residual[lane];
    }
    for (std::array<float, kLanes>& unit : sums)
        for (float& sum : unit) sum = gelu(sum);
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
                        std::vector<float>& inputs, std::vector<float>& activations) {
    const auto width = static_cast<std::size_t>(outputs.candidates);
    const std::size_t padded = in_lanes(width);
    const Gathered gathered = gather(weights, outputs);
    const std::array<float, kScorerHidden> base = bucket_part(weights, gathered);
    activations.resize(width * kScorerHidden);
    lay_out(outputs, inputs);
    for (std::size_t h = 0; h < kScorerHidden; h += kUnits) {
        const UnitWeights units = unit_weights(weights, gathered, h);
        for (std::size_t y = 0; y < width; y += kLanes) {
            Sums sums;
            for (std::size_t u = 0; u < kUnits; ++u) sums[u].fill(base[h + u]);
            add_inputs(units, &inputs[y], padded, sums);
            for (std::size_t lane = 0; lane < std::min(kLanes, width - y); ++lane)
                for (std::size_t u = 0; u < kUnits; ++u)
                    activations[(y + lane) * kScorerHidden + h + u] = sums[u][lane];
        }
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
        probability[y] +=
            dot<kScorerHidden>(weights.output.data(), &activations[y * kScorerHidden]);
    softmax(probability);
}

void score(const ScorerWeights& weights, const ExpertOutputs& outputs, ScorerScratch& scratch,
           std::vector<double>& probability) {
    hidden_activations(weights, outputs, scratch.inputs, scratch.activations);
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
