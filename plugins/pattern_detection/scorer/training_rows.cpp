#include "pattern_detection/scorer/training_rows.hpp"

namespace hearth::pattern {

void TrainingRows::add(const ExpertOutputs& outputs, int target, double weight,
                       const std::vector<float>& hidden) {
    const auto width = static_cast<std::size_t>(candidates_);
    const std::size_t from = residual_.size();
    residual_.resize(from + width * kExperts);
    for (std::size_t e = 0; e < kExperts; ++e)
        for (std::size_t y = 0; y < width; ++y)
            residual_[from + y * kExperts + e] = outputs.residual[e * width + y];
    hidden_.insert(hidden_.end(), hidden.begin(), hidden.end());
    bucket_.push_back(outputs.bucket);
    target_.push_back(target);
    weight_.push_back(static_cast<float>(weight));
}

void TrainingRows::reserve(std::size_t rows, bool with_hidden) {
    residual_.reserve(rows * static_cast<std::size_t>(candidates_) * kExperts);
    if (with_hidden) hidden_.reserve(rows * static_cast<std::size_t>(candidates_) * kScorerHidden);
    bucket_.reserve(rows);
    target_.reserve(rows);
    weight_.reserve(rows);
}

}  // namespace hearth::pattern
