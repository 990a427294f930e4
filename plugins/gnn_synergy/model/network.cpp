#include "gnn_synergy/model/network.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gnn_synergy/home/index.hpp"

namespace hearth::synergy {
namespace {

constexpr float kNormEpsilon = 1e-5F;
// One round of messages: for every entity the six means, one after the other.
class Messages {
public:
    Messages(const VisibleGraph& graph, const std::vector<float>& state, int width)
        : graph_(graph), state_(state), width_(at(width)) {
        sum_groups(graph.trigger_groups(), trigger_sums_);
        sum_groups(graph.target_groups(), target_sums_);
        for (int type = 0; type < graph.local_types(); ++type) {
            type_means_.resize(type_means_.size() + width_, 0);
            float* to = type_means_.data() + type_means_.size() - width_;
            mean(graph.of_type(type), to);
        }
    }

    // kRelations * width numbers.
    void of(int i, float* out) const {
        std::copy_n(state_.data() + at(i) * width_, width_, out);
        mean(graph_.targets_of(i), out + width_);
        mean(graph_.triggers_of(i), out + 2 * width_);
        beside(i, graph_.trigger_memberships(), graph_.trigger_groups(), trigger_sums_,
               out + 3 * width_);
        beside(i, graph_.target_memberships(), graph_.target_groups(), target_sums_,
               out + 4 * width_);
        std::copy_n(type_means_.data() + at(graph_.local_type(i)) * width_, width_,
                    out + 5 * width_);
    }

private:
    void sum_groups(const Lists& groups, std::vector<float>& sums) const {
        sums.assign(groups.lists() * width_, 0);
        for (std::size_t g = 0; g < groups.lists(); ++g)
            for (const int member : groups.of(static_cast<int>(g)))
                for (std::size_t k = 0; k < width_; ++k)
                    sums[g * width_ + k] += state_[at(member) * width_ + k];
    }

    void mean(std::span<const int> members, float* to) const {
        std::fill_n(to, width_, 0.0F);
        for (const int member : members)
            for (std::size_t k = 0; k < width_; ++k) to[k] += state_[at(member) * width_ + k];
        const auto many = static_cast<float>(std::max<std::size_t>(1, members.size()));
        for (std::size_t k = 0; k < width_; ++k) to[k] /= many;
    }

    // Mean over those in the same groups, each weighted by 1 / sqrt(others in the group).
    void beside(int i, const Lists& memberships, const Lists& groups,
                const std::vector<float>& sums, float* to) const {
        std::fill_n(to, width_, 0.0F);
        float weights = 0;
        for (const int group : memberships.of(i)) {
            const auto others = static_cast<float>(groups.count(group) - 1);
            const float weight = 1 / std::sqrt(others);
            weights += weight * others;
            for (std::size_t k = 0; k < width_; ++k)
                to[k] += weight * (sums[at(group) * width_ + k] - state_[at(i) * width_ + k]);
        }
        if (weights > 0)
            for (std::size_t k = 0; k < width_; ++k) to[k] /= weights;
    }

    const VisibleGraph& graph_;
    const std::vector<float>& state_;
    std::size_t width_;
    std::vector<float> trigger_sums_, target_sums_, type_means_;
};

void apply(const EncoderLayer& layer, const std::vector<float>& message, float* state,
           std::vector<float>& scratch) {
    const std::size_t width = layer.bias.size();
    scratch.resize(width);
    float mean = 0, square = 0;
    for (std::size_t k = 0; k < width; ++k) {
        const float* row = layer.weight.data() + k * message.size();
        float sum = layer.bias[k];
        for (std::size_t j = 0; j < message.size(); ++j) sum += row[j] * message[j];
        scratch[k] = sum;
        mean += sum;
    }
    mean /= static_cast<float>(width);
    for (const float value : scratch) square += (value - mean) * (value - mean);
    const float scale = 1 / std::sqrt(square / static_cast<float>(width) + kNormEpsilon);
    for (std::size_t k = 0; k < width; ++k)
        state[k] += std::max(0.0F, (scratch[k] - mean) * scale * layer.gain[k] + layer.shift[k]);
}

}  // namespace

std::vector<Network::Tensor> Network::tensors() {
    const std::int64_t f = shape.features, h = shape.hidden, d = shape.embedding;
    std::vector<Tensor> out{{"linear", {f}, &linear}};
    if (h > 0) {
        out.push_back({"hidden", {h, shape.inputs()}, &hidden});
        out.push_back({"hidden_bias", {h}, &hidden_bias});
        out.push_back({"output", {h}, &output});
    }
    if (d > 0) {
        layers.resize(kLayers);
        out.push_back({"node", {d, kNodeInputs}, &node_weight});
        out.push_back({"node_bias", {d}, &node_bias});
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::string name = "layer" + std::to_string(i) + "_";
            out.push_back({name + "weight", {d, kRelations * d}, &layers[i].weight});
            out.push_back({name + "bias", {d}, &layers[i].bias});
            out.push_back({name + "gain", {d}, &layers[i].gain});
            out.push_back({name + "shift", {d}, &layers[i].shift});
        }
    }
    return out;
}

std::vector<float> node_inputs(const VisibleGraph& graph) {
    std::vector<float> out;
    out.reserve(at(graph.size()) * kNodeInputs);
    for (int i = 0; i < graph.size(); ++i) {
        const int counts[] = {graph.out_degree(i), graph.in_degree(i), graph.acted_on(i),
                              graph.triggering(i)};
        for (const int count : counts) out.push_back(std::log1p(static_cast<float>(count)));
        for (const int count : counts) out.push_back(count > 0 ? 1.0F : 0.0F);
        out.push_back(graph.acted_on(i) == 0 && graph.triggering(i) == 0 ? 1.0F : 0.0F);
    }
    return out;
}

std::vector<float> encode(const Network& network, const VisibleGraph& graph) {
    const int width = network.shape.embedding;
    if (width == 0) return {};
    const std::vector<float> inputs = node_inputs(graph);
    std::vector<float> state(at(graph.size() * width));
    for (int i = 0; i < graph.size(); ++i)
        for (int k = 0; k < width; ++k) {
            float sum = network.node_bias[at(k)];
            for (int j = 0; j < kNodeInputs; ++j)
                sum +=
                    network.node_weight[at(k * kNodeInputs + j)] * inputs[at(i * kNodeInputs + j)];
            state[at(i * width + k)] = sum;
        }
    std::vector<float> message(at(kRelations * width)), scratch;
    for (const EncoderLayer& layer : network.layers) {
        const std::vector<float> before = state;
        const Messages messages(graph, before, width);
        for (int i = 0; i < graph.size(); ++i) {
            messages.of(i, message.data());
            apply(layer, message, state.data() + at(i * width), scratch);
        }
    }
    return state;
}

double score(const Network& network, std::span<const float> features,
             const std::vector<float>& embeddings, int trigger, int target) {
    float sum = 0;
    for (std::size_t j = 0; j < features.size(); ++j) sum += network.linear[j] * features[j];
    const NetworkShape& shape = network.shape;
    if (shape.hidden == 0) return sum;
    std::vector<float> input(at(shape.inputs()));
    std::copy(features.begin(), features.end(), input.begin());
    const std::size_t d = at(shape.embedding);
    float* to = input.data() + features.size();
    for (std::size_t k = 0; k < d; ++k) {
        const float hx = embeddings[at(trigger) * d + k], hy = embeddings[at(target) * d + k];
        to[k] = hx * hy;
        to[d + k] = hx;
        to[2 * d + k] = hy;
    }
    for (std::size_t h = 0; h < at(shape.hidden); ++h) {
        const float* row = network.hidden.data() + h * input.size();
        float unit = network.hidden_bias[h];
        for (std::size_t j = 0; j < input.size(); ++j) unit += row[j] * input[j];
        if (unit > 0) sum += network.output[h] * unit;
    }
    return sum;
}

}  // namespace hearth::synergy
