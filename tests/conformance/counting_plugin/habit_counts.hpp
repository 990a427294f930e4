// Counts of which action follows which, and at what time of day, smoothed towards the plain
// frequencies. The vocabulary is fixed when it is made; labels outside it are not counted.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/time_zone.hpp"

namespace hearth::counting {

inline constexpr std::size_t kFeatures = 3;  // log probabilities: frequency, after, time of day
inline constexpr std::size_t kDayParts = 8;

// What is known when a prediction is made.
struct Situation {
    std::string last_label;  // empty: none yet
    std::size_t day_part = 0;
};

class HabitCounts {
public:
    explicit HabitCounts(std::vector<std::string> vocabulary);

    std::size_t labels() const { return vocabulary_.size(); }
    const std::string& label(std::size_t i) const { return vocabulary_[i]; }
    std::optional<std::size_t> find(const std::string& label) const;

    void learn(const Situation& situation, std::size_t label);

    // Probabilities [labels] of each of the three counts; each sums to 1.
    std::vector<double> frequency() const;
    std::vector<double> after(const Situation& situation) const;
    std::vector<double> time_of_day(const Situation& situation) const;
    // Their logarithms, [labels, kFeatures] row-major.
    std::vector<float> features(const Situation& situation) const;

private:
    std::vector<double> smoothed(const std::vector<double>& counts) const;

    std::vector<std::string> vocabulary_;
    std::map<std::string, std::size_t> index_;
    std::vector<double> counts_;
    std::map<std::string, std::vector<double>> after_;
    std::array<std::vector<double>, kDayParts> by_day_part_;
};

std::size_t day_part_of(TimeUs time, const TimeZone& zone);

}  // namespace hearth::counting
