// One label over the whole log, in quarters of an hour of the days on which people did something.
// Memory goes with those days, not with the span of the log. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pattern_detection/habits/day_clock.hpp"
#include "pattern_detection/habits/event_log.hpp"

namespace hearth::pattern {

inline constexpr int kBinMinutes = 15;
inline constexpr int kDayBins = DayClock::kMinutes / kBinMinutes;

class LabelTimes {
public:
    // lived: days by that clock, ascending, not empty; it and the clock outlive this. alternates:
    // the log shows when the entity is in another state.
    LabelTimes(const EventLog& log, const DayClock& clock, const std::vector<int>& lived,
               int symbol, int entity, bool alternates);

    // Shares of a day's activity that fall into each bin.
    using Activity = std::array<double, kDayBins>;

    // How often it happens for each unit of activity, while it is not so already.
    double rate(const Activity& activity) const;
    // `day`: place in `lived`. `start`, `width`: bins; the window may go on past midnight.
    bool happens(std::size_t day, int start, int width) const;
    // The first bin of the window, from 0, in which it could happen because it is not so already;
    // -1: it is so all the time, and the day no occasion.
    int first_chance(std::size_t day, int start, int width) const;
    // Minute of that clock of the first time in the window; -1: none. May be over 1440.
    int first_minute(std::size_t day, int start, int width) const;

private:
    std::size_t end_of(std::size_t day, int start, int width) const;

    const std::vector<int>& lived_;
    double times_ = 0;
    std::vector<bool> happened_;
    std::vector<float> open_;            // share of each bin in which it was not so already
    std::vector<std::int64_t> minutes_;  // since 1970 by that clock, ascending
};

}  // namespace hearth::pattern
