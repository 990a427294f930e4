#include "pattern_detection/training/scorer_net.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "pattern_detection/hash_key.hpp"
#include "sdk/dropout_mask.hpp"

namespace hearth::pattern {
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

// Of each expert's parent in the bank; -1: uniform.
std::array<int, kExperts> parents() {
    const ExpertBank bank;
    std::array<int, kExperts> result{};
    for (int e = 0; e < kExperts; ++e) result[static_cast<std::size_t>(e)] = bank.parent(e);
    return result;
}

}  // namespace

// One batch as tensors. Dropout of the inputs is in them already: they are not learned, so that
// masking them while they are copied costs next to nothing.
struct ScorerNet::Batch {
    at::Tensor residual;  // [row, candidate, expert], never masked: for the linear mixer
    at::Tensor gated;     // [row, candidate, expert]: .7 R, still without its gate
    at::Tensor relative;  // [row, candidate, expert]: clip(L + ln K, -4, 6) / 2
    at::Tensor bucket;    // [row, expert]: b / 8 - .5; the same for all candidates, as its mask is
    at::Tensor cell;      // [row, expert]: index into W and g, flattened
    at::Tensor target;    // [row]
    at::Tensor weight;    // [row]
    at::Tensor kept;      // [row, candidate, hidden]: the dropout of the hidden units, or undefined
};

namespace {

at::Tensor hidden_mask(const TrainingRows& data, const std::vector<std::size_t>& rows, double drop,
                       std::uint64_t key) {
    const std::int64_t width = data.candidates();
    at::Tensor mask =
        at::empty({static_cast<std::int64_t>(rows.size()), width, kScorerHidden}, at::kFloat);
    auto* to = mask.data_ptr<float>();
    for (const std::size_t row : rows) {
        sdk::DropoutMask stream(mix_bits(key ^ ~row), drop);
        const auto count = static_cast<std::size_t>(width) * kScorerHidden;
        stream.fill({to, count});
        to += count;
    }
    return mask;
}

}  // namespace

ScorerNet::ScorerNet(const ScorerWeights& start, const NetOptions& options)
    : options_(options),
      parents_(parents()),
      mix_(learned(start.mix, {kExperts, kMassBuckets})),
      gate_(learned(start.gate, {kExperts, kMassBuckets})),
      hidden_(learned(start.hidden, {kScorerHidden, kScorerInputs})),
      hidden_bias_(learned(start.hidden_bias, {kScorerHidden})),
      output_(learned(start.output, {kScorerHidden})),
      output_bias_(learned({start.output_bias}, {1})) {}

std::vector<sdk::Parameter> ScorerNet::parameters() const {
    const double slow = options_.mixer_rate_factor, decay = options_.weight_decay;
    return {{"W", mix_, slow, 0},     {"g", gate_, slow, 0},
            {"U", hidden_, 1, decay}, {"u", hidden_bias_, 1, decay},
            {"v", output_, 1, decay}, {"v0", output_bias_, 1, decay}};
}

ScorerWeights ScorerNet::weights() const {
    return {numbers(mix_),         numbers(gate_),   numbers(hidden_),
            numbers(hidden_bias_), numbers(output_), numbers(output_bias_).front()};
}

at::Tensor ScorerNet::loss(const TrainingRows& data, const std::vector<std::size_t>& rows,
                           bool training, std::uint64_t key) const {
    Batch batch = gather(data, rows, training ? options_.input_dropout : 0, key);
    if (training && options_.hidden_dropout > 0)
        batch.kept = hidden_mask(data, rows, options_.hidden_dropout, key);
    const at::Tensor log_p = at::log_softmax(logits(batch), 1);
    const at::Tensor loss = log_p.gather(1, batch.target.unsqueeze(1)).squeeze(1).neg();
    return (loss * batch.weight).sum() / batch.weight.sum().clamp_min(1e-6);
}

// [row, candidate]
at::Tensor ScorerNet::logits(const Batch& batch) const {
    const auto n = batch.cell.size(0);
    const at::Tensor mix = mix_.flatten().index_select(0, batch.cell.flatten());
    const at::Tensor gate = gate_.flatten().index_select(0, batch.cell.flatten());
    const at::Tensor linear = at::matmul(batch.residual, mix.view({n, kExperts, 1})).squeeze(2);
    // U x in its three parts, without putting x together.
    const std::vector<at::Tensor> part = hidden_.split(kExperts, 1);
    const at::Tensor gated = batch.gated * gate.view({n, 1, kExperts});
    const at::Tensor of_bucket = at::linear(batch.bucket, part[2], hidden_bias_);
    at::Tensor hidden =
        at::linear(batch.relative, part[0]) + at::linear(gated, part[1]) + of_bucket.unsqueeze(1);
    hidden = at::gelu(hidden);
    if (batch.kept.defined()) hidden = hidden * batch.kept;
    return linear + at::matmul(hidden, output_) + output_bias_;
}

ScorerNet::Batch ScorerNet::gather(const TrainingRows& data, const std::vector<std::size_t>& rows,
                                   double drop, std::uint64_t key) const {
    const auto n = static_cast<std::int64_t>(rows.size());
    const std::int64_t width = data.candidates();
    const auto block = [&] { return at::empty({n, width, kExperts}, at::kFloat); };
    Batch batch{block(),
                block(),
                block(),
                at::empty({n, kExperts}, at::kFloat),
                at::empty({n, kExperts}, at::kLong),
                at::empty({n}, at::kLong),
                at::empty({n}, at::kFloat),
                {}};
    for (std::size_t i = 0; i < rows.size(); ++i) fill_row(data, rows[i], i, drop, key, batch);
    return batch;
}

void ScorerNet::fill_row(const TrainingRows& data, std::size_t row, std::size_t place, double drop,
                         std::uint64_t key, Batch& batch) const {
    const auto size = static_cast<std::size_t>(data.candidates()) * kExperts;
    const float* residual = data.residual(row);
    auto* linear = batch.residual.data_ptr<float>() + place * size;
    auto* gated = batch.gated.data_ptr<float>() + place * size;
    auto* relative = batch.relative.data_ptr<float>() + place * size;
    std::copy_n(residual, size, linear);
    fill_relative(data, residual, relative);
    std::vector<float> mask(2 * size + kExperts);
    sdk::DropoutMask(mix_bits(key ^ row), drop).fill(mask);
    for (std::size_t k = 0; k < size; ++k) {
        relative[k] *= mask[2 * k];
        gated[k] = kResidualScale * residual[k] * mask[2 * k + 1];
    }
    const auto& bucket = data.bucket(row);
    for (std::size_t e = 0; e < kExperts; ++e) {
        const std::size_t at = place * kExperts + e;
        batch.cell.data_ptr<std::int64_t>()[at] =
            static_cast<std::int64_t>(e * kMassBuckets + bucket[e]);
        batch.bucket.data_ptr<float>()[at] =
            (static_cast<float>(bucket[e]) / kMassBuckets - .5F) * mask[2 * size + e];
        if (!options_.excluded[e]) continue;
        batch.bucket.data_ptr<float>()[at] = 0;
        for (std::size_t k = e; k < size; k += kExperts) linear[k] = gated[k] = relative[k] = 0;
    }
    batch.target.data_ptr<std::int64_t>()[place] = data.target(row);
    batch.weight.data_ptr<float>()[place] = data.weight(row);
}

void ScorerNet::fill_relative(const TrainingRows& data, const float* residual,
                              float* relative) const {
    const float log_width = std::log(static_cast<float>(data.candidates()));
    std::array<float, kExperts> log_p{};
    for (int y = 0; y < data.candidates(); ++y) {
        for (std::size_t e = 0; e < kExperts; ++e) {
            const int parent = parents_[e];
            log_p[e] = residual[e] + (parent < 0 ? 0 : log_p[static_cast<std::size_t>(parent)]);
            relative[e] = std::clamp(log_p[e] + log_width, kLogMin, kLogMax) / 2;
        }
        residual += kExperts;
        relative += kExperts;
    }
}

}  // namespace hearth::pattern
