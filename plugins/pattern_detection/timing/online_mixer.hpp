// Mixes the answers of experts in the logarithmic domain with weights that are learned as it goes:
//
//   p(y) ~ exp(sum_e w[e, m_e] R_e(y))
//
// R_e is what an expert adds to its parent and m_e how much it has seen, as in the scorer. After
// each truth one step of AdaGrad (Duchi, Hazan, Singer 2011) on its log-loss; such mixing of
// logarithms is that of Mattern (2013). Needs no training part and no weights file. Not
// thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hearth::pattern {

class OnlineMixer {
public:
    // start: each expert's weight at first.
    OnlineMixer(std::size_t width, const std::vector<double>& start);

    // residual: [expert, y]; mass: a bucket below 8 for each expert. The answer sums to 1.
    void predict(std::span<const double> residual, std::span<const std::uint8_t> mass,
                 std::span<double> probability) const;
    // The truth of what was predicted from these; probability: the answer that was given.
    void learn(std::span<const double> residual, std::span<const std::uint8_t> mass,
               std::span<const double> probability, std::size_t truth);

private:
    std::size_t experts_, width_;
    std::vector<double> weight_, squares_;  // [expert, mass]
};

}  // namespace hearth::pattern
