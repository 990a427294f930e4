#include "pattern_detection/experts/time_experts.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::pattern {
namespace {

constexpr double kCellHours = 24.0 / kDayCells;
constexpr double kBandwidthHours = 1;

std::size_t cell_of(double hour) {
    return std::min(static_cast<std::size_t>(hour / kCellHours), kDayCells - 1);
}

std::array<double, kDayCells> kernel_at(double hour) {
    std::array<double, kDayCells> weights{};
    for (std::size_t cell = 0; cell < kDayCells; ++cell) {
        const double direct = std::abs((static_cast<double>(cell) + .5) * kCellHours - hour);
        const double distance = std::min(direct, 24 - direct) / kBandwidthHours;
        weights[cell] = std::exp(-.5 * distance * distance);
    }
    return weights;
}

}  // namespace

void DayProfile::add(int candidate, const std::array<double, kDayCells>& weights) {
    auto column = std::find_if(columns_.begin(), columns_.end(),
                               [&](const Column& c) { return c.candidate == candidate; });
    if (column == columns_.end()) column = columns_.insert(column, Column{candidate, {}});
    for (std::size_t cell = 0; cell < kDayCells; ++cell) {
        column->density[cell] += static_cast<float>(weights[cell]);
        mass_[cell] += weights[cell];
    }
}

void DayProfile::predict(std::size_t cell, std::span<const double> parent,
                         std::span<double> probability) const {
    const double scale = 1 / (mass_[cell] + 1);
    for (std::size_t y = 0; y < probability.size(); ++y) probability[y] = parent[y] * scale;
    for (const Column& column : columns_)
        probability[static_cast<std::size_t>(column.candidate)] += column.density[cell] * scale;
}

void TimeOfDayExpert::prepare(const History& history, const Vocabulary& /*vocabulary*/) {
    symbol_ = after_ == After::kSymbol ? history.moment().recent[0] : kNoSymbol;
    hour_ = history.moment().hour;
}

double TimeOfDayExpert::predict(std::span<const double> parent,
                                std::span<double> probability) const {
    const auto profile = profiles_.find(symbol_);
    if (profile == profiles_.end()) {
        std::copy(parent.begin(), parent.end(), probability.begin());
        return 0;
    }
    profile->second.predict(cell_of(hour_), parent, probability);
    const double mass = profile->second.mass(cell_of(hour_));
    return after_ == After::kSymbol ? std::round(mass) : std::floor(mass);
}

void TimeOfDayExpert::update(int candidate) {
    if (profiles_.size() >= kMaxProfiles && profiles_.find(symbol_) == profiles_.end()) return;
    profiles_[symbol_].add(candidate, kernel_at(hour_));
}

}  // namespace hearth::pattern
