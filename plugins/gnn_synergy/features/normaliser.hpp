// Brings features to mean 0 and spread 1 over the pairs that were learned from; far ones are cut.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace hearth::synergy {

struct Normaliser {
    std::vector<float> mean, scale;  // scale: 1 / (spread + .001)
    static constexpr float kFarthest = 5;

    void apply(std::span<float> features) const {
        for (std::size_t j = 0; j < features.size(); ++j)
            features[j] = std::clamp((features[j] - mean[j]) * scale[j], -kFarthest, kFarthest);
    }
};

// Collects rows of `width` numbers.
class NormaliserSums {
public:
    explicit NormaliserSums(int width)
        : sum_(static_cast<std::size_t>(width), 0), square_(static_cast<std::size_t>(width), 0) {}

    void add(std::span<const float> row) {
        ++rows_;
        for (std::size_t j = 0; j < row.size(); ++j) {
            sum_[j] += row[j];
            square_[j] += static_cast<double>(row[j]) * row[j];
        }
    }
    Normaliser result() const {
        Normaliser out;
        const double rows = std::max<double>(1, static_cast<double>(rows_));
        for (std::size_t j = 0; j < sum_.size(); ++j) {
            const double mean = sum_[j] / rows;
            const double spread = std::sqrt(std::max(0.0, square_[j] / rows - mean * mean));
            out.mean.push_back(static_cast<float>(mean));
            out.scale.push_back(static_cast<float>(1 / (spread + 1e-3)));
        }
        return out;
    }

private:
    std::vector<double> sum_, square_;
    std::size_t rows_ = 0;
};

}  // namespace hearth::synergy
