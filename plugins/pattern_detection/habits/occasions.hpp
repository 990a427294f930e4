// The occasions of a habit, one after the other: how often it was taken, of how many, what chance
// would make of it, in how many weeks it held, and since when.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pattern_detection/habits/habit.hpp"

namespace hearth::pattern {

struct Occasion {
    int day = 0;
    bool taken = false;
    double chance = 0;  // probability that chance alone takes it
};

// Where the share of the taken ones changed: from this occasion on it is another.
struct Change {
    std::size_t at = 0;
    double before = 0, after = 0;  // shares
};

// The most likely single change (Hinkley 1970: the split with the greatest likelihood), if it is
// clear (twice the gain in log-likelihood is 20 or more) and halves or doubles the share, with six
// occasions or more on each side. What a household takes up or gives up, not a bad week.
std::optional<Change> find_change(const std::vector<Occasion>& occasions);

// Fills in support, of, by_chance, p_value, weeks and weeks_held; where the habit was taken up or
// given up, those of the time in which it was kept, with since_day or until_day. choices: among how
// many rules this one was chosen as the clearest; the p-value is multiplied by it. Occasions in
// order of time.
void rate(Habit& habit, const std::vector<Occasion>& occasions, double choices);

}  // namespace hearth::pattern
