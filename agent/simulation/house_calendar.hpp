// What is special about the days of the simulated household: weekends, and in every four weeks one
// public holiday, one sick day, one weekend with a guest and one weekend away.
#pragma once

#include <cstdint>
#include <set>

#include "simulation/habit.hpp"
#include "simulation/random.hpp"

namespace hearth::simulation {

struct DayFacts {
    bool free = false;  // weekend or public holiday
    bool anna_sick = false, ben_sick = false;
    bool guest = false;  // a guest is there (Friday evening to Sunday afternoon)
    bool away = false;   // both are away over the weekend
    int weekday = 0;     // 0 = Monday
};

class HouseCalendar {
public:
    HouseCalendar(std::int64_t first_day, int weeks, Random random);
    DayFacts facts(std::int64_t day) const;

private:
    void add_block(std::int64_t monday, Random& random);
    std::set<std::int64_t> holidays_, anna_sick_, ben_sick_, guest_, away_;
};

// Whether habits of this kind belong to such a day.
bool applies(DayKind kind, const DayFacts& day);

}  // namespace hearth::simulation
