#include "pattern_detection/training/scorer_fit.hpp"

#include <ATen/ATen.h>

#include <cmath>
#include <exception>

#include "pattern_detection/hash_key.hpp"
#include "pattern_detection/training/scorer_net.hpp"
#include "sdk/determinism.hpp"

namespace hearth::pattern {
namespace {

class ScorerTask final : public sdk::FitTask {
public:
    ScorerTask(const TrainingRows& data, const ScorerWeights& start, const NetOptions& options)
        : data_(data), net_(start, options) {}

    std::vector<sdk::Parameter> parameters() override { return net_.parameters(); }
    void begin_epoch(std::size_t epoch, std::uint64_t seed) override {
        epoch_key_ = mix_bits(mix_bits(seed) ^ epoch);
    }
    at::Tensor batch_loss(const std::vector<std::size_t>& rows, bool training) override {
        return net_.loss(data_, rows, training, epoch_key_);
    }
    ScorerWeights weights() const { return net_.weights(); }

private:
    const TrainingRows& data_;
    ScorerNet net_;
    std::uint64_t epoch_key_ = 0;
};

std::vector<float> uniform(const std::vector<std::int64_t>& shape, double bound) {
    const at::Tensor drawn = at::empty(shape, at::kFloat).uniform_(-bound, bound);
    return {drawn.data_ptr<float>(), drawn.data_ptr<float>() + drawn.numel()};
}

}  // namespace

void draw_hidden_layer(ScorerWeights& weights, std::uint64_t seed) {
    sdk::make_deterministic(seed);
    const double bound = 1 / std::sqrt(static_cast<double>(kScorerInputs));
    weights.hidden = uniform({kScorerHidden, kScorerInputs}, bound);
    weights.hidden_bias = uniform({kScorerHidden}, bound);
}

Result<ScorerFit> fit_scorer(const TrainingRows& data, const sdk::FitRows& rows,
                             const ScorerWeights& start, const ScorerFitOptions& options,
                             const sdk::Host& host) {
    try {
        sdk::make_deterministic(options.loop.seed);
        ScorerTask task(data, start, options.net);
        auto fitted = sdk::fit(task, rows, options.loop, host);
        if (!fitted) return fitted.error();
        return ScorerFit{task.weights(), std::move(*fitted)};
    } catch (const std::exception& failure) {
        return Error{ErrorCode::kInternal, failure.what()};
    }
}

}  // namespace hearth::pattern
