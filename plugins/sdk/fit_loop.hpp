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
#include "sdk/fit_options.hpp"
#include "sdk/host.hpp"

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

// Fits task's parameters in place. Errors: kCancelled; kInvalid (no rows, options out of range);
// kInternal when the loss is not finite (the text says in which epoch). May throw c10::Error.
Result<FitResult> fit(FitTask& task, const FitRows& rows, const FitOptions& options,
                      const Host& host);

}  // namespace hearth::sdk
