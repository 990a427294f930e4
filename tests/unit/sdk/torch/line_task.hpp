// A small task for the tests of the fit loop: find the line y = 3 x1 - 2 x2 + 1, with dropout so
// that torch's random numbers matter.
#pragma once

#include <ATen/ATen.h>

#include <vector>

#include "sdk/fit_loop.hpp"

namespace hearth::sdk::test {

class LineTask final : public FitTask {
public:
    explicit LineTask(double dropout = 0, std::size_t rows = 200) : dropout_(dropout) {
        at::manual_seed(1);
        inputs_ = at::randn({static_cast<std::int64_t>(rows), 2});
        targets_ = inputs_.select(1, 0) * 3 - inputs_.select(1, 1) * 2 + 1;
        weight = at::zeros({2}).requires_grad_(true);
        bias = at::zeros({}).requires_grad_(true);
    }

    std::vector<Parameter> parameters() override {
        return {{"weight", weight, 1, 0}, {"bias", bias, 1, 0}};
    }

    at::Tensor batch_loss(const std::vector<std::size_t>& rows, bool training) override {
        ++batches;
        const at::Tensor index =
            at::tensor(std::vector<std::int64_t>(rows.begin(), rows.end()), at::kLong);
        const at::Tensor inputs = at::dropout(inputs_.index_select(0, index), dropout_, training);
        const at::Tensor predicted = at::matmul(inputs, weight) + bias;
        const at::Tensor wanted = targets_.index_select(0, index) * (training ? 1 : target_sign);
        return (predicted - wanted).square().mean();
    }

    void begin_epoch(std::size_t epoch, std::uint64_t) override { epochs_begun.push_back(epoch); }

    at::Tensor weight, bias;
    int target_sign = 1;  // of the validation rows; -1: what is learned makes them worse
    std::size_t batches = 0;
    std::vector<std::size_t> epochs_begun;

private:
    double dropout_;
    at::Tensor inputs_, targets_;
};

// Rows 0 to 159 train, 160 to 199 validate.
inline FitRows line_rows(bool with_validation = true) {
    FitRows out;
    for (std::size_t i = 0; i < 160; ++i) out.train.push_back(i);
    for (std::size_t i = 160; with_validation && i < 200; ++i) out.validation.push_back(i);
    return out;
}

inline FitOptions line_options() {
    FitOptions out;
    out.epochs = 40;
    out.batch_rows = 16;
    out.learning_rate = 0.1;
    out.seed = 5;
    return out;
}

}  // namespace hearth::sdk::test
