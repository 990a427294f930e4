#include "pattern_detection/habits/daily_rates.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::pattern {

DailyRates::DailyRates(const EventLog& log) {
    constexpr int kBinSeconds = 86'400 / kBins;
    std::unordered_map<int, std::array<float, kBins>> counts;
    for (const LoggedEvent& event : log.events())
        if (event.target)
            ++counts[event.symbol][static_cast<std::size_t>(event.second / kBinSeconds)];
    const auto days = static_cast<float>(std::max<std::size_t>(log.lived_days().size(), 1));
    for (const auto& [symbol, count] : counts) {
        std::array<float, kBins>& rate = per_second_[symbol];
        for (int bin = 0; bin < kBins; ++bin) {
            float sum = 0;
            for (int off = -kSmooth; off <= kSmooth; ++off)
                sum += count[static_cast<std::size_t>((bin + off + kBins) % kBins)];
            rate[static_cast<std::size_t>(bin)] =
                sum / (days * static_cast<float>((2 * kSmooth + 1) * kBinSeconds));
            all_[static_cast<std::size_t>(bin)] += rate[static_cast<std::size_t>(bin)];
        }
    }
}

double DailyRates::chance(int symbol, int second, double span_s, double share) const {
    const auto known = per_second_.find(symbol);
    if (known == per_second_.end()) return 0;
    const auto bin = static_cast<std::size_t>(second * kBins / 86'400);
    return 1 - std::exp(-static_cast<double>(known->second[bin]) * span_s / share);
}

double DailyRates::share(int symbol, int second) const {
    const auto known = per_second_.find(symbol);
    const auto bin = static_cast<std::size_t>(second * kBins / 86'400);
    if (known == per_second_.end() || all_[bin] <= 0) return 0;
    return static_cast<double>(known->second[bin] / all_[bin]);
}

}  // namespace hearth::pattern
