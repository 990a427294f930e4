// A checkpoint of the fit loop: everything that is needed to go on as if nothing had happened, in
// one safetensors file that is written whole or not at all.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "sdk/adam_w.hpp"
#include "sdk/fit_loop.hpp"

namespace hearth::sdk {

// Where the fit loop is.
struct FitPosition {
    std::int64_t epoch = 1;  // the current one
    std::int64_t batch = 0;  // next batch in it
    std::int64_t stale_epochs = 0;
    std::int64_t best_epoch = 0;
    bool finished = false;
    FitStop stop = FitStop::kAllEpochs;
    double loss_sum = 0;  // over the rows of this epoch so far
    double loss_rows = 0;
    double best_loss = 0;  // validation
    std::vector<EpochLoss> curve;
};

// The tensors that go with it; all are written in place by load_checkpoint.
struct FitTensors {
    std::vector<Parameter> parameters;
    std::vector<at::Tensor> best;  // weights of the best epoch so far
    AdamW* optimizer = nullptr;    // not null
};

// Also stores the state of torch's random generator. kIo.
Status save_checkpoint(const std::string& path, const std::string& fingerprint,
                       const FitPosition& position, FitTensors& tensors);

// Restores all of it, the generator included. kNotFound: there is no file. kConflict: it is damaged
// or belongs to another run; nothing has been changed then.
Status load_checkpoint(const std::string& path, const std::string& fingerprint,
                       FitPosition& position, FitTensors& tensors);

}  // namespace hearth::sdk
