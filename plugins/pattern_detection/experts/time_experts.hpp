// Experts for the time of day: a kernel density over 96 cells of a quarter of an hour per
// candidate, for the home as a whole and after each symbol.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "pattern_detection/experts/expert.hpp"

namespace hearth::pattern {

inline constexpr std::size_t kDayCells = 96;

// Densities of the candidates that occurred, and their sum.
class DayProfile {
public:
    // weights: what an event at its hour adds to each cell.
    void add(int candidate, const std::array<double, kDayCells>& weights);
    double mass(std::size_t cell) const { return mass_[cell]; }
    // p = (c + parent) / (mass + 1).
    void predict(std::size_t cell, std::span<const double> parent,
                 std::span<double> probability) const;

private:
    struct Column {
        int candidate;
        std::array<float, kDayCells> density;
    };
    std::vector<Column> columns_;
    std::array<double, kDayCells> mass_{};
};

class TimeOfDayExpert final : public Expert {
public:
    enum class After { kAnything, kSymbol };  // kSymbol: a profile for each newest symbol

    explicit TimeOfDayExpert(After after) : after_(after) {}
    void prepare(const History& history, const Vocabulary& vocabulary) override;
    double predict(std::span<const double> parent, std::span<double> probability) const override;
    void update(int candidate) override;

private:
    static constexpr std::size_t kMaxProfiles = 5'000;

    After after_;
    int symbol_ = kNoSymbol;
    double hour_ = 0;
    std::unordered_map<int, DayProfile> profiles_;
};

}  // namespace hearth::pattern
