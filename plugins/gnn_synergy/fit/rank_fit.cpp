#include "gnn_synergy/fit/rank_fit.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <exception>

#include "gnn_synergy/fit/draw_tensors.hpp"
#include "gnn_synergy/protocol/random.hpp"
#include "sdk/determinism.hpp"
#include "sdk/dropout_mask.hpp"
#include "sdk/fit_loop.hpp"

namespace hearth::synergy {
namespace {

at::Tensor learned(const std::vector<float>& values, const std::vector<std::int64_t>& shape) {
    at::Tensor tensor = at::empty(shape, at::kFloat);
    std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
    return tensor.set_requires_grad(true);
}

std::vector<float> numbers(const at::Tensor& tensor) {
    const at::Tensor plain = tensor.detach().contiguous();
    return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

at::Tensor dropped(const at::Tensor& values, sdk::DropoutMask& stream) {
    at::Tensor mask = at::empty(values.sizes(), at::kFloat);
    stream.fill({mask.data_ptr<float>(), static_cast<std::size_t>(mask.numel())});
    return values * mask;
}

class RankTask final : public sdk::FitTask {
public:
    RankTask(const std::vector<Draw>& draws, const RankFitOptions& options, Network& network)
        : draws_(draws), options_(options), network_(network) {
        for (const Network::Tensor& tensor : network.tensors()) {
            tensors_.push_back(
                {tensor.name, learned(*tensor.values, tensor.shape), 1, options.weight_decay});
            if (options.hold > 0) start_.push_back(tensors_.back().value.detach().clone());
        }
        for (const Draw& draw : draws)
            relations_.push_back(network.shape.embedding > 0 ? relations_of(*draw.graph)
                                                             : Relations{});
    }

    std::vector<sdk::Parameter> parameters() override { return tensors_; }

    void begin_epoch(std::size_t epoch, std::uint64_t seed) override {
        seed_ = seed * 1000003 + epoch;
        of_encoder_ = sdk::DropoutMask(seed_, options_.encoder_dropout);
        of_hidden_ = sdk::DropoutMask(~seed_, options_.hidden_dropout);
    }

    at::Tensor batch_loss(const std::vector<std::size_t>& rows, bool training) override {
        at::Tensor sum = at::zeros({}, at::kFloat);
        for (const std::size_t row : rows) {
            if (draws_[row].queries.empty()) continue;
            sum = sum + draw_loss(row, training) * draws_[row].weight;
        }
        sum = sum / static_cast<double>(rows.size());
        for (std::size_t i = 0; training && i < start_.size(); ++i)
            sum = sum + options_.hold * (tensors_[i].value - start_[i]).square().sum();
        return sum;
    }

    void store() {
        std::size_t i = 0;
        for (const Network::Tensor& tensor : network_.tensors())
            *tensor.values = numbers(tensors_[i++].value);
    }

private:
    const at::Tensor& value(const char* name) const {
        for (const sdk::Parameter& parameter : tensors_)
            if (parameter.name == name) return parameter.value;
        throw std::logic_error(name);
    }

    at::Tensor draw_loss(std::size_t row, bool training) {
        const Draw& draw = draws_[row];
        std::vector<std::size_t> chosen(draw.queries.size());
        for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = i;
        if (training && chosen.size() > options_.most_queries) {
            Random random(seed_ ^ (row * 0x9e3779b97f4a7c15ULL));
            random.shuffle(chosen);
            chosen.resize(options_.most_queries);
        }
        const QueryTensors batch = gather(draw, chosen);
        const at::Tensor logits = score_all(batch, row, training);
        return -at::log_softmax(logits, 1).select(1, 0).mean();
    }

    // [query, candidate]
    at::Tensor score_all(const QueryTensors& batch, std::size_t row, bool training) {
        const NetworkShape& shape = network_.shape;
        at::Tensor logits = at::matmul(batch.features, value("linear"));
        if (batch.offsets.defined()) logits = logits + batch.offsets;
        if (shape.hidden == 0) return logits;
        at::Tensor input = batch.features;
        if (shape.embedding > 0) {
            const at::Tensor state = encode_all(relations_[row], training);
            const auto n = batch.features.size(0), k = batch.features.size(1);
            const at::Tensor hx = state.index_select(0, batch.trigger)
                                      .view({n, 1, shape.embedding})
                                      .expand({n, k, shape.embedding});
            const at::Tensor hy = state.index_select(0, batch.target).view({n, k, shape.embedding});
            input = at::cat({input, hx * hy, hx, hy}, 2);
        }
        at::Tensor hidden = at::relu(at::linear(input, value("hidden"), value("hidden_bias")));
        if (training) hidden = dropped(hidden, of_hidden_);
        return logits + at::matmul(hidden, value("output"));
    }

    at::Tensor encode_all(const Relations& relations, bool training) {
        at::Tensor state = at::linear(relations.inputs, value("node"), value("node_bias"));
        for (int i = 0; i < kLayers; ++i) {
            const std::string name = "layer" + std::to_string(i) + "_";
            const auto part = [&](const char* what) { return value((name + what).c_str()); };
            at::Tensor change =
                at::linear(messages_of(relations, state), part("weight"), part("bias"));
            change = at::layer_norm(change, {change.size(1)}, part("gain"), part("shift"));
            change = at::relu(change);
            if (training) change = dropped(change, of_encoder_);
            state = state + change;
        }
        return state;
    }

    const std::vector<Draw>& draws_;
    const RankFitOptions& options_;
    Network& network_;
    std::vector<sdk::Parameter> tensors_;
    std::vector<at::Tensor> start_;
    std::vector<Relations> relations_;
    std::uint64_t seed_ = 0;
    sdk::DropoutMask of_encoder_{0, 0}, of_hidden_{0, 0};
};

}  // namespace

Result<sdk::FitResult> fit_ranking(const std::vector<Draw>& draws, const sdk::FitRows& rows,
                                   const RankFitOptions& options, Network& network,
                                   const sdk::Host& host) {
    try {
        sdk::make_deterministic(options.loop.seed);
        RankTask task(draws, options, network);
        auto fitted = sdk::fit(task, rows, options.loop, host);
        if (fitted) task.store();
        return fitted;
    } catch (const std::exception& failure) {
        return Error{ErrorCode::kInternal, failure.what()};
    }
}

}  // namespace hearth::synergy
