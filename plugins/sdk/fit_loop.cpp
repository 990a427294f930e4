#include "sdk/fit_loop.hpp"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

#include "sdk/adam_w.hpp"
#include "sdk/checkpoint.hpp"
#include "sdk/failure.hpp"

namespace hearth::sdk {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::size_t kValidationBatchRows = 256;

double seconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

// Fisher-Yates with numbers that depend on seed and epoch alone; written out since std::shuffle
// differs between libraries.
std::vector<std::size_t> shuffled(std::vector<std::size_t> rows, std::uint64_t seed,
                                  std::int64_t epoch) {
    std::seed_seq mixed{seed & 0xFFFFFFFF, seed >> 32, static_cast<std::uint64_t>(epoch)};
    std::mt19937_64 random(mixed);
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random() % i]);
    return rows;
}

Status check(const FitRows& rows, const FitOptions& options,
             const std::vector<Parameter>& parameters) {
    if (rows.train.empty()) return bad_input("there are no rows to fit on");
    if (options.epochs == 0 || options.batch_rows == 0)
        return bad_input("epochs and batch_rows must be at least 1");
    if (!(options.learning_rate > 0 && std::isfinite(options.learning_rate)))
        return bad_input("the learning rate must be a positive number");
    for (const Parameter& parameter : parameters)
        if (!parameter.value.requires_grad() || !parameter.value.is_leaf() ||
            parameter.value.scalar_type() != at::kFloat)
            return bad_input("parameter '" + parameter.name +
                             "' is not a float32 leaf that requires grad");
    return {};
}

class FitRun {
public:
    FitRun(FitTask& task, const FitRows& rows, const FitOptions& options, const Host& host)
        : task_(task),
          rows_(rows),
          options_(options),
          host_(host),
          optimizer_(task.parameters()),
          tensors_{task.parameters(), {}, &optimizer_},
          batches_((rows.train.size() + options.batch_rows - 1) / options.batch_rows) {
        for (const Parameter& parameter : tensors_.parameters)
            tensors_.best.push_back(parameter.value.detach().clone());
    }

    Result<FitResult> run() {
        at::manual_seed(options_.seed);
        const bool resumed = resume();
        if (!resumed && has_validation()) {
            const auto loss = validation_loss();
            if (!loss) return loss.error();
            position_.best_loss = *loss;
        }
        while (!position_.finished)
            if (const Status done = run_epoch(); !done) {
                if (done.error().code == ErrorCode::kCancelled) keep();
                return done.error();
            }
        // A run of several fits that is resumed does not repeat those that took long.
        if (has_checkpoint_ || seconds_since(started_) >= options_.checkpoint_every_s) keep();
        if (has_validation()) restore_best();
        FitResult out{position_.curve, static_cast<std::size_t>(position_.best_epoch),
                      position_.stop, resumed};
        if (!has_validation()) out.best_epoch = position_.curve.size();
        return out;
    }

private:
    bool has_validation() const { return !rows_.validation.empty(); }

    bool resume() {
        if (options_.checkpoint_path.empty()) return false;
        const Status loaded =
            load_checkpoint(options_.checkpoint_path, options_.fingerprint, position_, tensors_);
        if (loaded) {
            has_checkpoint_ = true;
            host_.info("resumed from a checkpoint in epoch " + std::to_string(position_.epoch));
        } else if (loaded.error().code != ErrorCode::kNotFound) {
            host_.warning("the checkpoint is not used: " + loaded.error().text);
        }
        return loaded.ok();
    }

    Status run_epoch() {
        const auto epoch = static_cast<std::size_t>(position_.epoch);
        task_.begin_epoch(epoch, options_.seed);
        const auto order = shuffled(rows_.train, options_.seed, position_.epoch);
        while (position_.batch < static_cast<std::int64_t>(batches_)) {
            if (host_.is_cancelled()) return cancelled();
            if (const Status done = run_batch(order); !done) return done;
            if (is_over_time()) {
                finish(FitStop::kTime);
                break;
            }
            if (const Status saved = maybe_save(); !saved) return saved;
        }
        return close_epoch();
    }

    Status run_batch(const std::vector<std::size_t>& order) {
        const std::size_t from = static_cast<std::size_t>(position_.batch) * options_.batch_rows;
        const std::size_t to = std::min(order.size(), from + options_.batch_rows);
        const std::vector<std::size_t> batch(order.begin() + static_cast<std::ptrdiff_t>(from),
                                             order.begin() + static_cast<std::ptrdiff_t>(to));
        optimizer_.clear_gradients();
        const at::Tensor loss = task_.batch_loss(batch, true);
        const auto value = loss.item<double>();
        if (!std::isfinite(value)) return not_finite("training");
        loss.backward();
        optimizer_.clip_gradients(options_.clip_norm);
        optimizer_.step(rate());
        position_.loss_sum += value * static_cast<double>(batch.size());
        position_.loss_rows += static_cast<double>(batch.size());
        ++position_.batch;
        report(std::nullopt);
        return {};
    }

    double rate() const {
        if (!options_.linear_decay) return options_.learning_rate;
        const auto planned = static_cast<double>(options_.epochs * batches_);
        return options_.learning_rate *
               std::max(0.0, 1 - static_cast<double>(optimizer_.steps()) / planned);
    }

    Error not_finite(const char* which) const {
        return {ErrorCode::kInternal,
                std::string("the ") + which + " loss is not finite in epoch " +
                    std::to_string(position_.epoch) + ": the learning rate may be too high"};
    }

    Result<double> validation_loss() {
        const c10::NoGradGuard no_grad;
        const std::vector<std::size_t>& rows = rows_.validation;
        double sum = 0;
        for (std::size_t from = 0; from < rows.size(); from += kValidationBatchRows) {
            if (host_.is_cancelled()) return cancelled();
            const std::size_t to = std::min(rows.size(), from + kValidationBatchRows);
            const std::vector<std::size_t> batch(rows.begin() + static_cast<std::ptrdiff_t>(from),
                                                 rows.begin() + static_cast<std::ptrdiff_t>(to));
            sum += task_.batch_loss(batch, false).item<double>() * static_cast<double>(to - from);
        }
        const double mean = sum / static_cast<double>(rows.size());
        if (!std::isfinite(mean)) return not_finite("validation");
        return mean;
    }

    // Takes the epoch's losses, remembers the best weights and decides whether to go on.
    Status close_epoch() {
        EpochLoss losses{static_cast<std::size_t>(position_.epoch),
                         position_.loss_sum / position_.loss_rows,
                         std::numeric_limits<double>::quiet_NaN()};
        if (has_validation()) {
            const auto loss = validation_loss();
            if (!loss) return loss.error();
            losses.validation = *loss;
            note_validation(*loss);
            report(*loss);
        }
        position_.curve.push_back(losses);
        position_.loss_sum = position_.loss_rows = 0;
        position_.batch = 0;
        ++position_.epoch;
        if (position_.finished) return {};
        if (position_.epoch > static_cast<std::int64_t>(options_.epochs))
            finish(FitStop::kAllEpochs);
        else if (options_.patience > 0 &&
                 position_.stale_epochs >= static_cast<std::int64_t>(options_.patience))
            finish(FitStop::kEarly);
        return {};
    }

    void note_validation(double loss) {
        if (loss >= position_.best_loss) {
            ++position_.stale_epochs;
            return;
        }
        const c10::NoGradGuard no_grad;
        position_.best_loss = loss;
        position_.best_epoch = position_.epoch;
        position_.stale_epochs = 0;
        for (std::size_t i = 0; i < tensors_.best.size(); ++i)
            tensors_.best[i].copy_(tensors_.parameters[i].value);
    }

    void restore_best() {
        const c10::NoGradGuard no_grad;
        for (std::size_t i = 0; i < tensors_.best.size(); ++i)
            tensors_.parameters[i].value.copy_(tensors_.best[i]);
    }

    void finish(FitStop stop) {
        position_.finished = true;
        position_.stop = stop;
    }

    bool is_over_time() const {
        return options_.max_seconds > 0 && seconds_since(started_) >= options_.max_seconds;
    }

    Status maybe_save() {
        if (options_.checkpoint_path.empty() ||
            seconds_since(last_saved_) < options_.checkpoint_every_s)
            return {};
        const Status saved =
            save_checkpoint(options_.checkpoint_path, options_.fingerprint, position_, tensors_);
        last_saved_ = SteadyClock::now();
        has_checkpoint_ = has_checkpoint_ || saved.ok();
        return saved;
    }

    // A checkpoint at the end, whatever the interval.
    void keep() {
        if (options_.checkpoint_path.empty()) return;
        const Status saved =
            save_checkpoint(options_.checkpoint_path, options_.fingerprint, position_, tensors_);
        if (!saved) host_.warning("the checkpoint could not be kept: " + saved.error().text);
    }

    void report(std::optional<double> validation) const {
        const double done = (static_cast<double>(position_.epoch - 1) +
                             static_cast<double>(position_.batch) / static_cast<double>(batches_)) /
                            static_cast<double>(options_.epochs);
        const double width = options_.fraction_to - options_.fraction_from;
        host_.progress({.phase = "fit",
                        .fraction = options_.fraction_from + width * std::min(1.0, done),
                        .epoch = static_cast<std::size_t>(position_.epoch),
                        .epochs = options_.epochs,
                        .train_loss = position_.loss_sum / position_.loss_rows,
                        .validation_loss = validation});
    }

    FitTask& task_;
    const FitRows& rows_;
    const FitOptions& options_;
    const Host& host_;
    AdamW optimizer_;
    FitTensors tensors_;
    std::size_t batches_;
    FitPosition position_;
    SteadyClock::time_point started_ = SteadyClock::now();
    SteadyClock::time_point last_saved_ = started_;
    bool has_checkpoint_ = false;
};

}  // namespace

Result<FitResult> fit(FitTask& task, const FitRows& rows, const FitOptions& options,
                      const Host& host) {
    if (const Status ok = check(rows, options, task.parameters()); !ok) return ok.error();
    return FitRun(task, rows, options, host).run();
}

}  // namespace hearth::sdk
