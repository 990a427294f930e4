#include "pattern_detection/training/scorer_fit.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth::pattern {
namespace {

at::Tensor learned(const std::vector<float>& values, std::vector<std::int64_t> shape) {
    at::Tensor tensor = at::empty(shape, at::kFloat);
    std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
    return tensor.set_requires_grad(true);
}

std::vector<float> numbers(const at::Tensor& tensor) {
    const at::Tensor plain = tensor.detach().contiguous();
    return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

// Of each expert's parent in the bank; -1: uniform.
std::array<int, kExperts> parents() {
    const ExpertBank bank;
    std::array<int, kExperts> result{};
    for (int e = 0; e < kExperts; ++e) result[static_cast<std::size_t>(e)] = bank.parent(e);
    return result;
}

// One batch as tensors.
struct Batch {
    at::Tensor residual;  // [row, candidate, expert]
    at::Tensor relative;  // [row, candidate, expert]: clip(L + ln K, -4, 6) / 2
    at::Tensor cell;      // [row, expert]: index into W and g, flattened
    at::Tensor bucket;    // [row, expert]: b / 8 - .5
    at::Tensor target;    // [row]
    at::Tensor weight;    // [row]
};

class ScorerTask final : public sdk::FitTask {
public:
    ScorerTask(const TrainingRows& data, const ScorerWeights& start,
               const ScorerFitOptions& options)
        : data_(data),
          options_(options),
          parents_(parents()),
          mix_(learned(start.mix, {kExperts, kMassBuckets})),
          gate_(learned(start.gate, {kExperts, kMassBuckets})),
          hidden_(learned(start.hidden, {kScorerHidden, kScorerInputs})),
          hidden_bias_(learned(start.hidden_bias, {kScorerHidden})),
          output_(learned(start.output, {kScorerHidden})),
          output_bias_(learned({start.output_bias}, {1})) {}

    std::vector<sdk::Parameter> parameters() override {
        const double slow = options_.mixer_rate_factor, decay = options_.weight_decay;
        return {{"W", mix_, slow, 0},     {"g", gate_, slow, 0},
                {"U", hidden_, 1, decay}, {"u", hidden_bias_, 1, decay},
                {"v", output_, 1, decay}, {"v0", output_bias_, 1, decay}};
    }

    at::Tensor batch_loss(const std::vector<std::size_t>& rows, bool training) override {
        const Batch batch = gather(rows);
        const at::Tensor log_p = at::log_softmax(logits(batch, training), 1);
        const at::Tensor loss = log_p.gather(1, batch.target.unsqueeze(1)).squeeze(1).neg();
        return (loss * batch.weight).sum() / batch.weight.sum().clamp_min(1e-6);
    }

    ScorerWeights weights() const {
        return {numbers(mix_),         numbers(gate_),   numbers(hidden_),
                numbers(hidden_bias_), numbers(output_), numbers(output_bias_).front()};
    }

private:
    // [row, candidate]
    at::Tensor logits(const Batch& batch, bool training) const {
        const at::Tensor mix = mix_.flatten().index_select(0, batch.cell.flatten());
        const at::Tensor gate = gate_.flatten().index_select(0, batch.cell.flatten());
        const auto rows = batch.cell.size(0);
        const at::Tensor linear = at::matmul(batch.residual, mix.view({rows, kExperts, 1}));
        const at::Tensor gated = batch.residual * (gate.view({rows, 1, kExperts}) * kResidualScale);
        const at::Tensor bucket = batch.bucket.unsqueeze(1).expand_as(batch.residual);
        at::Tensor x = at::cat({batch.relative, gated, bucket}, 2);
        x = at::dropout(x, options_.input_dropout, training);
        at::Tensor hidden = at::gelu(at::linear(x, hidden_, hidden_bias_));
        hidden = at::dropout(hidden, options_.hidden_dropout, training);
        return linear.squeeze(2) + at::matmul(hidden, output_) + output_bias_;
    }

    Batch gather(const std::vector<std::size_t>& rows) const {
        const auto n = static_cast<std::int64_t>(rows.size());
        const std::int64_t width = data_.candidates();
        Batch batch{at::empty({n, width, kExperts}, at::kFloat),
                    at::empty({n, width, kExperts}, at::kFloat),
                    at::empty({n, kExperts}, at::kLong),
                    at::empty({n, kExperts}, at::kFloat),
                    at::empty({n}, at::kLong),
                    at::empty({n}, at::kFloat)};
        const auto block = static_cast<std::size_t>(width) * kExperts;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const float* residual = data_.residual(rows[i]);
            std::copy_n(residual, block, batch.residual.data_ptr<float>() + i * block);
            fill_relative(residual, batch.relative.data_ptr<float>() + i * block);
            const auto& bucket = data_.bucket(rows[i]);
            for (std::size_t e = 0; e < kExperts; ++e) {
                batch.cell.data_ptr<std::int64_t>()[i * kExperts + e] =
                    static_cast<std::int64_t>(e * kMassBuckets + bucket[e]);
                batch.bucket.data_ptr<float>()[i * kExperts + e] =
                    static_cast<float>(bucket[e]) / kMassBuckets - .5F;
            }
            batch.target.data_ptr<std::int64_t>()[i] = data_.target(rows[i]);
            batch.weight.data_ptr<float>()[i] = data_.weight(rows[i]);
        }
        return batch;
    }

    void fill_relative(const float* residual, float* relative) const {
        const float log_width = std::log(static_cast<float>(data_.candidates()));
        std::array<float, kExperts> log_p{};
        for (int y = 0; y < data_.candidates(); ++y) {
            for (std::size_t e = 0; e < kExperts; ++e) {
                const int parent = parents_[e];
                log_p[e] = residual[e] + (parent < 0 ? 0 : log_p[static_cast<std::size_t>(parent)]);
                relative[e] = std::clamp(log_p[e] + log_width, kLogMin, kLogMax) / 2;
            }
            residual += kExperts;
            relative += kExperts;
        }
    }

    const TrainingRows& data_;
    const ScorerFitOptions& options_;
    std::array<int, kExperts> parents_;
    at::Tensor mix_, gate_, hidden_, hidden_bias_, output_, output_bias_;
};

}  // namespace

void draw_hidden_layer(ScorerWeights& weights, std::uint64_t seed) {
    at::manual_seed(seed);
    const double bound = 1 / std::sqrt(static_cast<double>(kScorerInputs));
    weights.hidden =
        numbers(at::empty({kScorerHidden, kScorerInputs}, at::kFloat).uniform_(-bound, bound));
    weights.hidden_bias = numbers(at::empty({kScorerHidden}, at::kFloat).uniform_(-bound, bound));
}

Result<ScorerFit> fit_scorer(const TrainingRows& data, const sdk::FitRows& rows,
                             const ScorerWeights& start, const ScorerFitOptions& options,
                             const sdk::Host& host) {
    ScorerTask task(data, start, options);
    auto fitted = sdk::fit(task, rows, options.loop, host);
    if (!fitted) return fitted.error();
    return ScorerFit{task.weights(), std::move(*fitted)};
}

}  // namespace hearth::pattern
