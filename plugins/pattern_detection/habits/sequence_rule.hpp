// What a habit of order is chosen from: how soon, in which hours, on which days, given what. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "pattern_detection/habits/surroundings.hpp"
#include "pattern_detection/habits/weekday_counts.hpp"

namespace hearth::pattern {

// Within which the second thing must follow, seconds.
inline constexpr std::array<double, 3> kWithin{60, 180, 600};
using Delays = std::array<double, kWithin.size()>;  // something for each of them

// One occasion: the first thing happened, the second could.
struct Trial {
    int day = 0, second = 0;
    double delay_s = -1;  // until the second thing; -1: not in time
    Surroundings::Mask given = 0;
    Delays chance{};  // that the second thing follows by chance
};

// Between which hours the first thing must happen, minutes of the day; any time by default.
struct Hours {
    static constexpr int kDay = 1440;
    int from = 0, length = kDay;

    bool has(int second) const { return (second / 60 - from + kDay) % kDay < length; }
    bool all_day() const { return length == kDay; }
};

struct SequenceRule {
    std::size_t within = 0;  // of kWithin
    Hours hours;
    int given = -1;  // circumstance; -1: none
    DayChoice choice;
    double value = 0;

    bool applies_to(const Trial& trial) const {
        return hours.has(trial.second) && (given < 0 || (trial.given >> given & 1) != 0);
    }
    bool taken(const Trial& trial) const {
        return trial.delay_s >= 0 && trial.delay_s <= kWithin[within];
    }
};

// The hours in which nearly all successes of the rule lie, with half an hour to spare; they may go
// over midnight. All day when there are fewer than four.
Hours hours_of_successes(const std::vector<Trial>& trials, const SequenceRule& rule);

// Circumstances that held at some trials and not at all of them.
std::vector<int> telling_circumstances(const std::vector<Trial>& trials, std::size_t known);

// The share of the trials at which the circumstance held.
double share_given(const std::vector<Trial>& trials, int given);

}  // namespace hearth::pattern
