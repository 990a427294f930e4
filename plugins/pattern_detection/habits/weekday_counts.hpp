// Successes and occasions by weekday, and the set of weekdays on which a habit is clearest.
#pragma once

#include <array>

#include "pattern_detection/habits/day_set.hpp"

namespace hearth::pattern {

struct Tally {
    double times = 0, of = 0;
};

struct WeekdayCounts {
    std::array<Tally, 7> day;

    void add(int weekday, bool success) {
        Tally& tally = day[static_cast<std::size_t>(weekday)];
        tally.of += 1;
        tally.times += success ? 1 : 0;
    }
    Tally sum(DaySet days) const;
};

struct DayChoice {
    DaySet days;
    Tally tally;
    double clarity = 0;  // lower end of the 95 % interval of the share
};

// How many sets clearest_days chooses among: the factor by which chance is favoured.
inline constexpr double kDaySets = 128;

// Every day, workdays, the weekend, or up to three weekdays whose share is at least half of the
// best one's, while that of the others is not.
DayChoice clearest_days(const WeekdayCounts& counts);

}  // namespace hearth::pattern
