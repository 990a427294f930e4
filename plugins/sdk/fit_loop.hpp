// The fit loop: gradient descent with everything that must be the same for every model. AdamW
// (Loshchilov and Hutter 2019), shuffled batches, learning rate falling linearly to 0, early stop
// on the validation loss with the best weights restored, cancel before every batch, checkpoints.
//
// Same seed, same numbers. A run that is resumed from a checkpoint ends with the same bytes as one
// that was never interrupted, provided that the task draws random numbers only from torch's own
// generator (dropout) or from the seed given to begin_epoch.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "sdk/host.hpp"
#include "sdk/plugin.hpp"

namespace hearth::sdk {

// A tensor that is learned. `value` is a leaf that requires grad and is changed in place.
struct Parameter {
    std::string name;         // unique, used in checkpoints
    at::Tensor value;         // float32
    double rate_factor = 1;   // times FitOptions::learning_rate
    double weight_decay = 0;  // decoupled
};

// What is fitted: a model, its rows and its loss.
class FitTask {
public:
    virtual ~FitTask() = default;
    // The same tensors in the same order on every call.
    virtual std::vector<Parameter> parameters() = 0;
    // Scalar: the mean loss over these rows. training: dropout on, gradients wanted. The rows are
    // numbers from FitRows, whose meaning only the task knows.
    virtual at::Tensor batch_loss(const std::vector<std::size_t>& rows, bool training) = 0;
    // Before the first batch of every epoch (from 1), also when resuming inside one.
    virtual void begin_epoch(std::size_t /*epoch*/, std::uint64_t /*seed*/) {}
};

struct FitRows {
    std::vector<std::size_t> train;
    std::vector<std::size_t> validation;  // empty: no early stop, the last weights are kept
};

struct FitOptions {
    std::size_t epochs = 8;
    std::size_t batch_rows = 32;
    double learning_rate = 1e-3;
    bool linear_decay = true;  // the rate falls to 0 over all planned steps
    double clip_norm = 0;      // of the whole gradient; 0: not clipped
    std::size_t patience = 0;  // epochs without a better validation loss; 0: run all epochs
    std::uint64_t seed = 0;
    double max_seconds = 0;  // 0: no limit; over it: stop with the best weights so far

    std::string checkpoint_path;  // empty: no checkpoints
    double checkpoint_every_s = 10;
    std::string fingerprint;  // a checkpoint with another one is not resumed from

    double fraction_from = 0, fraction_to = 1;  // this fit's part of the progress shown
};

enum class FitStop { kAllEpochs, kEarly, kTime };
const char* to_string(FitStop stop);  // "all_epochs", "early", "time"

struct FitResult {
    std::vector<EpochLoss> loss_curve;
    std::size_t best_epoch = 0;  // whose weights the parameters hold now; 0: the start's
    FitStop stop = FitStop::kAllEpochs;
    bool resumed = false;
};

// Fits task's parameters in place. Errors: kCancelled; kInvalid (no rows, options out of range);
// kInternal when the loss is not finite (the text says in which epoch). May throw c10::Error.
Result<FitResult> fit(FitTask& task, const FitRows& rows, const FitOptions& options,
                      const Host& host);

// FitOptions with seed, time limit and checkpoint of a training run. `name` tells several fits of
// one run apart: the file is <output>/checkpoint-<name>.safetensors.
FitOptions fit_options_for(const TrainInput& input, const std::string& name);

}  // namespace hearth::sdk
