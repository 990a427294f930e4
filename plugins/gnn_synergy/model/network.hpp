// The weights of one scoring network and how they are applied: a linear part over the features of a
// pair, a hidden layer over the same features and, if it has an encoder, over what message passing
// made of the two entities; the decoder sees trigger and target apart, so it knows the direction.
//
//   s(x, y) = w . f + v . relu(U [f; hx * hy; hx; hy] + u)
//
// Without hidden units it is the logistic regression, without an encoder the twin that has no
// graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gnn_synergy/home/visible_graph.hpp"

namespace hearth::synergy {

inline constexpr int kNodeInputs = 9;
inline constexpr int kRelations =
    6;  // itself, targets, triggers, co-triggers, co-targets, its type
inline constexpr int kLayers = 2;

struct NetworkShape {
    int features = 0, hidden = 64, embedding = 16;  // 0: without
    int inputs() const { return features + 3 * embedding; }
    friend bool operator==(const NetworkShape&, const NetworkShape&) = default;
};

struct EncoderLayer {
    std::vector<float> weight, bias;  // [embedding, kRelations * embedding], [embedding]
    std::vector<float> gain, shift;   // of the layer norm, [embedding]
};

struct Network {
    NetworkShape shape;
    std::vector<float> linear;                       // [features]
    std::vector<float> hidden, hidden_bias, output;  // [hidden, inputs], [hidden], [hidden]
    std::vector<float> node_weight, node_bias;       // [embedding, kNodeInputs], [embedding]
    std::vector<EncoderLayer> layers;                // kLayers, or none without an encoder

    // Every tensor with its shape, in a fixed order.
    struct Tensor {
        std::string name;
        std::vector<std::int64_t> shape;
        std::vector<float>* values;
    };
    std::vector<Tensor> tensors();
};

// What an entity brings to the encoder: kNodeInputs numbers an entity. Its type is not among them.
std::vector<float> node_inputs(const VisibleGraph& graph);

// [entities, embedding]; empty for a network without an encoder.
std::vector<float> encode(const Network& network, const VisibleGraph& graph);

// `features` are standardised. `embeddings` from encode.
double score(const Network& network, std::span<const float> features,
             const std::vector<float>& embeddings, int trigger, int target);

}  // namespace hearth::synergy
