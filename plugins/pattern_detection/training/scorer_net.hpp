// The scorer as tensors that are learned, and its loss over rows of one home. Homes of any number
// of candidates share one net.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <vector>

#include "pattern_detection/training/scorer_fit.hpp"
#include "sdk/fit_loop.hpp"

namespace hearth::pattern {

class ScorerNet {
public:
    ScorerNet(const ScorerWeights& start, const NetOptions& options);

    std::vector<sdk::Parameter> parameters() const;
    ScorerWeights weights() const;

    // Mean weighted cross-entropy of the rows. key: what the dropout masks depend on besides the
    // row; training: with dropout. May throw c10::Error.
    at::Tensor loss(const TrainingRows& data, const std::vector<std::size_t>& rows, bool training,
                    std::uint64_t key) const;

private:
    struct Batch;

    Batch gather(const TrainingRows& data, const std::vector<std::size_t>& rows, double drop,
                 std::uint64_t key) const;
    void fill_row(const TrainingRows& data, std::size_t row, std::size_t place, double drop,
                  std::uint64_t key, Batch& batch) const;
    void fill_relative(const TrainingRows& data, const float* residual, float* relative) const;
    at::Tensor logits(const Batch& batch) const;

    NetOptions options_;
    std::array<int, kExperts> parents_;
    at::Tensor mix_, gate_, hidden_, hidden_bias_, output_, output_bias_;
};

}  // namespace hearth::pattern
