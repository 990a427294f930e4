#include "pattern_detection/habits/weekday_habits.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "pattern_detection/habits/chance.hpp"
#include "pattern_detection/habits/weekday_counts.hpp"
#include "pattern_detection/habits/weeks.hpp"

namespace hearth::pattern {

FoundHabits find_weekday_habits(const EventLog& log, const Vocabulary& vocabulary) {
    const std::vector<int> lived = log.lived_days();
    std::map<int, std::set<int>> days_of;
    for (const LoggedEvent& event : log.events())
        if (event.target) days_of[event.symbol].insert(event.day);
    FoundHabits found;
    found.tests = days_of.size();
    for (const auto& [symbol, days] : days_of) {
        const double share = static_cast<double>(days.size()) / static_cast<double>(lived.size());
        WeekdayCounts counts;
        for (const int day : lived) counts.add(weekday_of(day), days.count(day) > 0, share);
        const DayChoice choice = clearest_days(counts);
        if (choice.days == DaySet::every() || choice.tally.times == 0) continue;
        Habit habit;
        habit.kind = Habit::Kind::kWeekday;
        habit.label = vocabulary.label(symbol);
        habit.days = choice.days;
        habit.support = choice.tally.times;
        habit.of = choice.tally.of;
        habit.by_chance = share;
        habit.p_value =
            std::min(1.0, kDaySets * binomial_tail(habit.support, habit.of, habit.by_chance));
        Weeks weeks;
        for (const int day : lived)
            if (habit.days.has(weekday_of(day))) weeks.add(day, days.count(day) > 0);
        weeks.tell(habit);
        found.habits.push_back(std::move(habit));
    }
    return found;
}

}  // namespace hearth::pattern
