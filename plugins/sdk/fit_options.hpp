// What a fit is asked for and what it tells, without LibTorch: for the parts of a plugin that
// decide about a fit and do not run it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sdk/plugin.hpp"

namespace hearth::sdk {

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

// FitOptions with seed, time limit and checkpoint of a training run. `name` tells several fits of
// one run apart: the file is <output>/checkpoint-<name>.safetensors.
FitOptions fit_options_for(const TrainInput& input, const std::string& name);

}  // namespace hearth::sdk
