#include "pattern_detection/training/weight_fit.hpp"

#include "pattern_detection/experts/expert_groups.hpp"
#include "pattern_detection/scorer/log_linear_fit.hpp"

namespace hearth::pattern {
namespace {

// With fewer validation rows their verdict on the number of epochs is mostly chance (the standard
// error of a mean loss over 60 rows is about .15 nat), and the number stays as set.
constexpr std::size_t kTrustedValidation = 60;

// The incumbent is near the result; chosen on the first three quarters of the homes in
// docs/measurements.md: twelve steps give no better loss.
constexpr std::size_t kTuneIterations = 5;
constexpr std::size_t kPriorIterations = 30;

}  // namespace

WeightFit::WeightFit(const sdk::TrainInput& input, const sdk::Host& host,
                     const TrainingOptions& options, const FitSource& fit_source,
                     const RowsToFit& rows)
    : input_(input),
      host_(host),
      options_(options),
      fit_source_(fit_source),
      rows_(rows),
      excluded_(experts_without(options.without)) {}

Result<ScorerFit> WeightFit::near(const ScorerWeights& incumbent) const {
    ScorerFit result{
        convex(incumbent, {options_.tune_mixer_l2, options_.tune_output_l2, kTuneIterations}), {}};
    if (host_.is_cancelled()) return sdk::cancelled();
    return result;
}

Result<ScorerFit> WeightFit::from_prior(const ScorerWeights& prior) const {
    ScorerFit result{
        convex(prior, {options_.prior_mixer_l2, options_.prior_output_l2, kPriorIterations}), {}};
    if (host_.is_cancelled()) return sdk::cancelled();
    if (!options_.network || options_.tune_epochs == 0) return result;
    return descend({rows_.all, {}}, result.weights,
                   loop("final", options_.tune_epochs, options_.tune_rate));
}

Result<ScorerFit> WeightFit::from_nothing() const {
    std::size_t epochs = options_.network ? options_.epochs : 0;
    std::vector<sdk::EpochLoss> curve;
    std::vector<float> mix = ScorerWeights::start().mix;
    if (epochs > 0 && !rows_.fit.validation.empty() && !rows_.fit.train.empty()) {
        const auto from = start(rows_.fit.train, mix);
        if (!from) return from.error();
        mix = from->mix;
        sdk::FitOptions trial_loop = loop("trial", epochs, options_.learning_rate);
        trial_loop.max_seconds /= 2;
        trial_loop.fraction_to = .5;
        auto trial = descend(rows_.fit, *from, trial_loop);
        if (!trial) return trial.error();
        if (rows_.fit.validation.size() >= kTrustedValidation) epochs = trial->fit.best_epoch;
        curve = std::move(trial->fit.loss_curve);
    }
    const auto from = start(rows_.all, mix);
    if (!from) return from.error();
    ScorerFit result{*from, {}};
    if (host_.is_cancelled()) return sdk::cancelled();
    if (epochs > 0) {
        sdk::FitOptions final_loop = loop("final", epochs, options_.learning_rate);
        final_loop.max_seconds /= 2;
        final_loop.fraction_from = .5;
        auto fitted = descend({rows_.all, {}}, result.weights, final_loop);
        if (!fitted) return fitted.error();
        result = std::move(*fitted);
    }
    if (!curve.empty()) result.fit.loss_curve = std::move(curve);
    return result;
}

ScorerWeights WeightFit::convex(const ScorerWeights& near, const Strength& strength) const {
    const LogLinearWeights prior{near.mix, near.output};
    LogLinearProblem problem{
        {{rows_.data, rows_.all}}, prior,    prior, strength.mixer_l2, strength.output_l2,
        strength.iterations,       excluded_};
    LogLinearWeights best = fit_log_linear(problem, [this] { return host_.is_cancelled(); });
    ScorerWeights result = near;
    result.mix = std::move(best.mix);
    result.output = std::move(best.output);
    return result;
}

Result<ScorerWeights> WeightFit::start(const std::vector<std::size_t>& rows,
                                       const std::vector<float>& mix) const {
    const auto fit = fit_source_();
    if (!fit) return fit.error();
    ScorerWeights weights = ScorerWeights::start();
    fit->draw_hidden_layer(weights, input_.request.seed);
    LogLinearProblem problem;
    problem.parts.push_back({rows_.data, rows});
    problem.prior = {weights.mix, {}};
    problem.start = {mix, {}};
    problem.mix_l2 = options_.mixer_l2;
    problem.excluded = excluded_;
    weights.mix = fit_log_linear(problem, [this] { return host_.is_cancelled(); }).mix;
    return weights;
}

Result<ScorerFit> WeightFit::descend(const sdk::FitRows& rows, const ScorerWeights& from,
                                     const sdk::FitOptions& loop) const {
    const auto fit = fit_source_();
    if (!fit) return fit.error();
    ScorerFitOptions options;
    options.loop = loop;
    options.net.weight_decay = options_.weight_decay;
    options.net.input_dropout = options_.input_dropout;
    options.net.hidden_dropout = options_.hidden_dropout;
    options.net.excluded = excluded_;
    return fit->fit_scorer(rows_.data, rows, from, options, host_);
}

sdk::FitOptions WeightFit::loop(const char* name, std::size_t epochs, double rate) const {
    sdk::FitOptions loop = sdk::fit_options_for(input_, name);
    loop.epochs = epochs;
    loop.batch_rows = options_.batch_rows;
    loop.learning_rate = rate;
    return loop;
}

}  // namespace hearth::pattern
