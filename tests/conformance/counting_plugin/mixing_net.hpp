// The tiny network: from the three log probabilities of a label to its score.
#pragma once

#include <vector>

#include "sdk/fit_loop.hpp"

namespace hearth::counting {

class MixingNet {
public:
    // Draws its first weights from torch's generator.
    MixingNet();
    std::vector<sdk::Parameter> parameters() const;
    // features [rows, labels, kFeatures] -> log probabilities [rows, labels].
    at::Tensor forward(const at::Tensor& features) const;
    // The same for one row; probabilities [labels].
    std::vector<double> probabilities(const std::vector<float>& features) const;

private:
    at::Tensor direct_;  // [kFeatures]
    at::Tensor inner_;   // [kFeatures, hidden]
    at::Tensor outer_;   // [hidden]
};

}  // namespace hearth::counting
