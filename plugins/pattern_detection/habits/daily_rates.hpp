// How often each label happens at each time of day: what to expect without knowing what came
// before.
#pragma once

#include <array>
#include <unordered_map>
#include <vector>

#include "pattern_detection/habits/event_log.hpp"

namespace hearth::pattern {

class DailyRates {
public:
    explicit DailyRates(const EventLog& log);

    // Probability that the label happens within `span_s` seconds from that second of a day on.
    // share: of the time in which all of its happenings lie.
    double chance(int symbol, int second, double span_s, double share = 1) const;
    // The share of the label among all that people do at that time of day.
    double share(int symbol, int second) const;

private:
    static constexpr int kBins = 96;
    static constexpr int kSmooth = 2;  // bins on each side

    using Rates = std::array<float, kBins>;
    std::unordered_map<int, Rates> per_second_;
    Rates all_{};
};

}  // namespace hearth::pattern
