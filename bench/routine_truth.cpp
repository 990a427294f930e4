#include "routine_truth.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "simulation/routine.hpp"

namespace hearth::bench {

namespace {

using simulation::Deed;
using simulation::Routine;
using simulation::Step;
using suggestions::HabitFinding;

bool lives_on(DayKind kind, int weekday) {
    switch (kind) {
        case DayKind::kEveryDay: return true;
        case DayKind::kWorkdays: return weekday < 5;
        case DayKind::kFreeDays: return weekday >= 5;
        case DayKind::kMonWedFri: return weekday == 0 || weekday == 2 || weekday == 4;
        case DayKind::kTueThu: return weekday == 1 || weekday == 3;
    }
    return false;
}

bool makes(const Step& step, const suggestions::Happening& what) {
    return (step.deed == Deed::kOperate || step.deed == Deed::kOpenBriefly) &&
           step.entity_id == what.entity && step.state == what.state;
}

// What a step shows of itself: what it operates, the motion in its room, doors and persons.
bool shows(const Routine& routine, const Step& step, const suggestions::Happening& what) {
    if (makes(step, what)) return true;
    if (what.entity == std::string("binary_sensor.") + to_string(step.room) + "_motion")
        return true;
    const bool door = what.entity == "binary_sensor.front_door" || what.entity == "lock.front_door";
    const bool person = what.entity == "person." + routine.resident;
    if (step.deed == Deed::kComeHome) return door || (person && what.state == "home");
    if (step.deed == Deed::kLeaveHome) return door || (person && what.state == "not_home");
    return false;
}

// Who is the last to leave locks the door (agent/simulation/resident.cpp): on Ben's days at the
// office that is he.
bool locks_behind(const Routine& routine, const Step& step, const suggestions::Happening& what) {
    return step.deed == Deed::kLeaveHome && routine.resident == "ben" &&
           routine.days == DayKind::kMonWedFri && what.entity == "lock.front_door" &&
           what.state == "locked";
}

// ---- circumstances

// Away by the tables: who leaves a workday's home in the morning comes back in the evening.
bool is_home(const std::string& resident, int weekday, double hour) {
    const bool office_day = resident == "ben" && (weekday == 1 || weekday == 3);
    if (weekday >= 5 || office_day) return true;  // outings come and go
    const double leaves = resident == "anna" ? 7.67 : 8.75,
                 returns = resident == "anna" ? 17.25 : 18.3;
    return hour < leaves || hour > returns;
}

// What is said to be given holds whenever the step is made: it is made in the dark only, or at an
// hour at which it is dark (light) all year; that person is at home then. Weather plays no part.
bool fits(const Routine& routine, const Step& step, int weekday, const HabitFinding& habit) {
    constexpr double kDarkFrom = 22, kDarkUntil = 5, kLightFrom = 8.4, kLightUntil = 15.5;
    const double hour = std::fmod(routine.hour, 24);
    return std::all_of(
        habit.given.begin(), habit.given.end(), [&](const suggestions::Happening& given) {
            if (given.entity == "sun.sun" && given.state == "below_horizon")
                return step.only_when_dark || hour > kDarkFrom || hour < kDarkUntil;
            if (given.entity == "sun.sun") return hour > kLightFrom && hour < kLightUntil;
            const bool own = given.entity == "person." + routine.resident;
            const bool comes =
                std::any_of(routine.steps.begin(), routine.steps.end(),
                            [](const Step& one) { return one.deed == Deed::kComeHome; });
            if (given.state != "home" || !given.entity.starts_with("person.")) return false;
            return (own && comes) || is_home(given.entity.substr(7), weekday, hour);
        });
}

// The routine leads from the first to the second thing within ten minutes or so.
bool leads(const Routine& routine, int weekday, const HabitFinding& habit) {
    constexpr double kWithin = 900;
    for (std::size_t j = 0; j < routine.steps.size(); ++j) {
        const bool made = makes(routine.steps[j], habit.what) ||
                          locks_behind(routine, routine.steps[j], habit.what);
        if (!made || !fits(routine, routine.steps[j], weekday, habit)) continue;
        double delay = 0;
        for (std::size_t i = j + 1; i-- > 0;) {
            if (shows(routine, routine.steps[i], *habit.after) && delay <= kWithin) return true;
            delay += routine.steps[i].delay_seconds;
        }
    }
    return false;
}

// Minutes after midnight at which the steps make it, by the tables.
std::vector<double> minutes_of(const Routine& routine, const suggestions::Happening& what) {
    std::vector<double> out;
    double minute = routine.hour * 60;
    for (const Step& step : routine.steps) {
        minute += step.delay_seconds / 60;
        if (makes(step, what)) out.push_back(minute);
    }
    return out;
}

// What begins it and what ends it are typically apart by what is said, give or take a quarter.
bool ends_after(const Routine& first, const Routine& second, const HabitFinding& habit) {
    constexpr double kSlack = 1.25;
    for (const double begun : minutes_of(first, *habit.after))
        for (const double ended : minutes_of(second, habit.what)) {
            const double seconds = (ended - begun) * 60;
            if (seconds >= habit.from_s / kSlack && seconds <= habit.to_s * kSlack) return true;
        }
    return false;
}

// The routine does it at about that time: within twice its spread, and half an hour. None of them
// goes by the sun.
bool happens_at(const Routine& routine, int weekday, const HabitFinding& habit) {
    if (habit.sun) return false;
    double minute = routine.hour * 60;
    for (const Step& step : routine.steps) {
        minute += step.delay_seconds / 60;
        if (!makes(step, habit.what) || !fits(routine, step, weekday, habit)) continue;
        double off = std::fmod(std::abs(minute - habit.at_minute), 1440);
        off = std::min(off, 1440 - off);
        if (off <= 30 + 2 * routine.spread_minutes) return true;
    }
    return false;
}

// The one thing that residents do which is no routine: who empties the machine switches it off and
// takes the reminder back (agent/simulation/household.cpp).
bool is_chore(const HabitFinding& habit) {
    return habit.after && habit.after->entity == "switch.washing_machine" &&
           habit.after->state == "off" && habit.what.entity == "input_boolean.washing_done" &&
           habit.what.state == "off";
}

bool is_true_on(const HabitFinding& habit, int weekday) {
    if (is_chore(habit)) return true;
    std::vector<const Routine*> today;
    for (const auto* routines : {&simulation::routines_of_anna(), &simulation::routines_of_ben()})
        for (const Routine& routine : *routines) {
            // What begins after midnight belongs to the evening before.
            const int begins = routine.hour >= 24 ? (weekday + 6) % 7 : weekday;
            if (!lives_on(routine.days, begins)) continue;
            today.push_back(&routine);
        }
    if (habit.kind == HabitFinding::Kind::kEndsAfter)
        return std::any_of(today.begin(), today.end(), [&](const Routine* first) {
            return std::any_of(today.begin(), today.end(), [&](const Routine* second) {
                return ends_after(*first, *second, habit);
            });
        });
    return std::any_of(today.begin(), today.end(), [&](const Routine* routine) {
        return habit.after ? leads(*routine, weekday, habit) : happens_at(*routine, weekday, habit);
    });
}

}  // namespace

bool is_true(const HabitFinding& habit) {
    const auto is_so = [&](int weekday) { return is_true_on(habit, weekday); };
    return habit.after ? std::any_of(habit.weekdays.begin(), habit.weekdays.end(), is_so)
                       : std::all_of(habit.weekdays.begin(), habit.weekdays.end(), is_so);
}

}  // namespace hearth::bench
