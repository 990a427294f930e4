// AdamW: Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019).
// Written out rather than taken from torch::optim, so that its moments can be put in a checkpoint
// and so that no unit has to include torch's optimiser headers.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "sdk/fit_loop.hpp"

namespace hearth::sdk {

class AdamW {
public:
    explicit AdamW(std::vector<Parameter> parameters);

    void clear_gradients();
    // Scales all gradients so that their common Euclidean norm is at most `norm`; 0: leaves them.
    void clip_gradients(double norm);
    // One step with the given learning rate. A parameter without a gradient is left alone.
    void step(double rate);

    // The state, for checkpoints: same order as the parameters; may be written to.
    std::vector<at::Tensor>& first_moments() { return first_; }
    std::vector<at::Tensor>& second_moments() { return second_; }
    std::int64_t steps() const { return steps_; }
    void set_steps(std::int64_t steps) { steps_ = steps; }

private:
    std::vector<Parameter> parameters_;
    std::vector<at::Tensor> first_, second_;
    std::int64_t steps_ = 0;
};

}  // namespace hearth::sdk
