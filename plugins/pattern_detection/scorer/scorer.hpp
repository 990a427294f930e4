// The scorer: one small network, the same for every candidate and home, that turns what the experts
// say about a candidate into its logit; a softmax over the candidates gives the probabilities.
//
//   logit(y) = sum_e W[e,b_e] R_e(y) + v . GELU(U x(y) + u) + v0
//   x(y) = [clip(L_e + ln K, -4, 6) / 2]_e, [.7 g[e,b_e] R_e]_e, [b_e / 8 - .5]_e      (120
//   numbers)
//
// With v = v0 = 0 it is the linear mixer alone. This is the inference in plain C++: it serves and
// judges; training (scorer_task.hpp) uses LibTorch. Same weights whatever the number of candidates.
#pragma once

#include <vector>

#include "pattern_detection/experts/expert_bank.hpp"

namespace hearth::pattern {

inline constexpr int kScorerInputs = 3 * kExperts;
inline constexpr int kScorerHidden = 32;

inline constexpr float kLogMin = -4, kLogMax = 6;
inline constexpr float kResidualScale = .7F;

struct ScorerWeights {
    std::vector<float> mix;          // W [expert, bucket]
    std::vector<float> gate;         // g [expert, bucket]
    std::vector<float> hidden;       // U [hidden, input]
    std::vector<float> hidden_bias;  // u [hidden]
    std::vector<float> output;       // v [hidden]
    float output_bias = 0;           // v0

    // The start of a home's own training: W is 1 for the order-0 expert and 0 elsewhere, g is .5,
    // v = v0 = 0, U and u are 0 (the caller draws them).
    static ScorerWeights start();
};

// Working memory that may be kept between calls: what the hidden layer is told, and what it
// answers.
struct ScorerScratch {
    std::vector<float> inputs, activations;
};

// Probabilities of all candidates, which sum to 1. Precondition: outputs.candidates > 0.
void score(const ScorerWeights& weights, const ExpertOutputs& outputs, ScorerScratch& scratch,
           std::vector<double>& probability);

// Its two halves. The activations of the hidden units, a_h(y), as [candidate, hidden], by way of
// `inputs`, working memory; and the probabilities from them: versions with the same hidden layer
// share the first.
void hidden_activations(const ScorerWeights& weights, const ExpertOutputs& outputs,
                        std::vector<float>& inputs, std::vector<float>& activations);
void score_from(const ScorerWeights& weights, const ExpertOutputs& outputs,
                const std::vector<float>& activations, std::vector<double>& probability);
// Silences the inputs from these experts.
void leave_out(const ExpertSet& excluded, ScorerWeights& weights);
bool same_hidden_layer(const ScorerWeights& a, const ScorerWeights& b);

}  // namespace hearth::pattern
