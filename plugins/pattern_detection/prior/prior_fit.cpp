#include "pattern_detection/prior/prior_fit.hpp"

#include <ATen/core/Tensor.h>

#include <cmath>
#include <numeric>

#include "pattern_detection/prior/dice.hpp"
#include "pattern_detection/scorer/log_linear_fit.hpp"
#include "pattern_detection/training/scorer_net.hpp"
#include "sdk/determinism.hpp"

namespace hearth::pattern {
namespace {

// A "row" of the fit loop is a batch of this task: the home's rows are dealt out anew each epoch.
class PriorTask final : public sdk::FitTask {
public:
    PriorTask(const std::vector<TrainingRows>& homes, const ScorerWeights& start,
              const PriorOptions& options)
        : homes_(homes), options_(options), net_(start, options.net) {
        deal(0);
    }

    std::vector<sdk::Parameter> parameters() override { return net_.parameters(); }
    void begin_epoch(std::size_t epoch, std::uint64_t /*seed*/) override { deal(epoch); }
    at::Tensor batch_loss(const std::vector<std::size_t>& rows, bool training) override {
        const Batch& batch = batches_[rows.front()];
        return net_.loss(homes_[batch.home], batch.rows, training, key_ ^ mix_bits(batch.home));
    }
    std::size_t batches() const { return batches_.size(); }
    ScorerWeights weights() const { return net_.weights(); }

private:
    struct Batch {
        std::size_t home;
        std::vector<std::size_t> rows;
    };

    void deal(std::size_t epoch) {
        key_ = mix_bits(mix_bits(options_.seed) ^ epoch);
        Dice dice(key_);
        batches_.clear();
        for (std::size_t home = 0; home < homes_.size(); ++home) {
            std::vector<std::size_t> rows(homes_[home].size());
            std::iota(rows.begin(), rows.end(), std::size_t{0});
            for (std::size_t i = rows.size(); i > 1; --i)
                std::swap(rows[i - 1], rows[dice.below(i)]);
            const std::size_t size = options_.batch_rows;
            for (std::size_t from = 0; from + size <= rows.size(); from += size)
                batches_.push_back({home,
                                    {rows.begin() + static_cast<std::ptrdiff_t>(from),
                                     rows.begin() + static_cast<std::ptrdiff_t>(from + size)}});
        }
    }

    const std::vector<TrainingRows>& homes_;
    const PriorOptions& options_;
    ScorerNet net_;
    std::uint64_t key_ = 0;
    std::vector<Batch> batches_;
};

std::vector<float> fit_mixer(const std::vector<TrainingRows>& homes, const PriorOptions& options) {
    std::vector<std::vector<std::size_t>> rows(homes.size());
    LogLinearProblem problem;
    for (std::size_t i = 0; i < homes.size(); ++i) {
        if (homes[i].size() == 0) continue;
        rows[i].resize(homes[i].size());
        std::iota(rows[i].begin(), rows[i].end(), std::size_t{0});
        problem.parts.push_back(
            {homes[i], rows[i], 1 / std::sqrt(static_cast<double>(homes[i].size()))});
    }
    problem.prior = problem.start = {ScorerWeights::start().mix, {}};
    problem.mix_l2 = options.mixer_l2;
    return fit_log_linear(problem, [] { return false; }).mix;
}

}  // namespace

Result<ScorerFit> fit_prior(const std::vector<TrainingRows>& homes, const PriorOptions& options,
                            const sdk::Host& host) {
    ScorerWeights start = ScorerWeights::start();
    draw_hidden_layer(start, options.seed);
    start.mix = fit_mixer(homes, options);
    PriorTask task(homes, start, options);
    sdk::FitRows rows;
    rows.train.resize(task.batches());
    std::iota(rows.train.begin(), rows.train.end(), std::size_t{0});
    sdk::FitOptions loop;
    loop.epochs = options.epochs;
    loop.batch_rows = 1;
    loop.learning_rate = options.learning_rate;
    loop.seed = options.seed;
    auto fitted = sdk::fit(task, rows, loop, host);
    if (!fitted) return fitted.error();
    return ScorerFit{task.weights(), std::move(*fitted)};
}

}  // namespace hearth::pattern
