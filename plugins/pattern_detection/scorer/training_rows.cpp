#include "pattern_detection/scorer/training_rows.hpp"

namespace hearth::pattern {

void TrainingRows::add(const ExpertOutputs& outputs, int target, double weight,
                       const std::vector<float>& hidden) {
    for (int y = 0; y < candidates_; ++y)
        for (int e = 0; e < kExperts; ++e) residual_.push_back(outputs.residual[outputs.at(e, y)]);
    hidden_.insert(hidden_.end(), hidden.begin(), hidden.end());
    bucket_.push_back(outputs.bucket);
    target_.push_back(target);
    weight_.push_back(static_cast<float>(weight));
}

void TrainingRows::reserve(std::size_t rows) {
    residual_.reserve(rows * static_cast<std::size_t>(candidates_) * kExperts);
    bucket_.reserve(rows);
    target_.reserve(rows);
    weight_.reserve(rows);
}

}  // namespace hearth::pattern
