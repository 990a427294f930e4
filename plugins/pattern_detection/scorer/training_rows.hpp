// What the experts said at the rows that are trained on, kept compactly: residuals and buckets; the
// log-probabilities follow from them, since L_e = R_e + L_parent.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pattern_detection/scorer/scorer.hpp"

namespace hearth::pattern {

class TrainingRows {
public:
    // All rows have the same number of candidates. 160 bytes a row and candidate, with
    // activations 288.
    explicit TrainingRows(int candidates) : candidates_(candidates) {}

    // Precondition: outputs.candidates == candidates(). hidden: the activations of the scorer's
    // hidden units [candidate, hidden], of every row or of none.
    void add(const ExpertOutputs& outputs, int target, double weight,
             const std::vector<float>& hidden = {});

    std::size_t size() const { return target_.size(); }
    int candidates() const { return candidates_; }
    int target(std::size_t row) const { return target_[row]; }
    float weight(std::size_t row) const { return weight_[row]; }
    const std::array<std::uint8_t, kExperts>& bucket(std::size_t row) const { return bucket_[row]; }
    // [candidate, expert], contiguous.
    const float* residual(std::size_t row) const {
        return &residual_[row * static_cast<std::size_t>(candidates_) * kExperts];
    }
    // [candidate, hidden], contiguous. Precondition: rows were added with activations.
    const float* hidden(std::size_t row) const {
        return &hidden_[row * (hidden_.size() / target_.size())];
    }
    static std::size_t bytes_per_row(int candidates, bool with_hidden) {
        const std::size_t numbers = kExperts + (with_hidden ? kScorerHidden : 0);
        return static_cast<std::size_t>(candidates) * numbers * sizeof(float);
    }
    void reserve(std::size_t rows, bool with_hidden);

private:
    int candidates_;
    std::vector<float> residual_, hidden_;
    std::vector<std::array<std::uint8_t, kExperts>> bucket_;
    std::vector<int> target_;
    std::vector<float> weight_;
};

}  // namespace hearth::pattern
