// In how many weeks a habit held: what was kept up for two weeks of twelve is none.
#pragma once

#include <map>

#include "pattern_detection/habits/habit.hpp"

namespace hearth::pattern {

class Weeks {
public:
    void add(int day, bool success) {
        Week& week = weeks_[(day + 3) / 7];  // 1970 began on a Thursday; weeks begin on Mondays
        ++week.of;
        week.times += success ? 1 : 0;
    }
    void tell(Habit& habit) const {
        habit.weeks = static_cast<int>(weeks_.size());
        habit.weeks_held = 0;
        for (const auto& [number, week] : weeks_)
            if (2 * week.times >= week.of) ++habit.weeks_held;
    }

private:
    struct Week {
        int times = 0, of = 0;
    };
    std::map<int, Week> weeks_;
};

}  // namespace hearth::pattern
