#include "pattern_detection/habits/habit_miner.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "pattern_detection/habits/chance.hpp"
#include "pattern_detection/habits/end_habits.hpp"
#include "pattern_detection/habits/sequence_habits.hpp"
#include "pattern_detection/habits/time_habits.hpp"
#include "pattern_detection/habits/weekday_habits.hpp"
#include "pattern_detection/wilson.hpp"

namespace hearth::pattern {

namespace {

constexpr double kMinimumSupport = 4;
constexpr double kMinimumLift = 1.5;
constexpr double kMinimumConfidence = .3;
constexpr double kMinimumHeld = .6;        // of the weeks
constexpr double kFalseDiscoveries = .05;  // share among all habits that are told

bool is_clear(const Habit& habit) {
    return habit.support >= kMinimumSupport && habit.lift() >= kMinimumLift &&
           habit.confidence() >= kMinimumConfidence && habit.q_value <= kFalseDiscoveries &&
           habit.weeks_held >= kMinimumHeld * habit.weeks;
}

}  // namespace

std::vector<Habit> clearest_habits(const EventLog& log, std::size_t top) {
    std::vector<Habit> all;
    std::size_t tests = 0;
    for (const auto find :
         {find_sequence_habits, find_time_habits, find_end_habits, find_weekday_habits}) {
        FoundHabits found = find(log);
        tests += found.tests;
        std::move(found.habits.begin(), found.habits.end(), std::back_inserter(all));
    }
    std::vector<double> p;
    for (const Habit& habit : all) p.push_back(habit.p_value);
    const std::vector<double> q = false_discovery_rates(p, std::max(tests, p.size()));
    for (std::size_t i = 0; i < all.size(); ++i) all[i].q_value = q[i];
    std::erase_if(all, [](const Habit& habit) { return !is_clear(habit); });
    std::sort(all.begin(), all.end(), [](const Habit& a, const Habit& b) {
        const double la = wilson_low(a.support, a.of), lb = wilson_low(b.support, b.of);
        if (la != lb) return la > lb;
        return std::tie(a.kind, a.label, a.after, a.from_minute) <
               std::tie(b.kind, b.label, b.after, b.from_minute);
    });
    if (all.size() > top) all.resize(top);
    return all;
}

}  // namespace hearth::pattern
