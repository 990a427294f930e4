#include "pattern_detection/habits/weekday_habits.hpp"

#include <map>
#include <set>

#include "pattern_detection/habits/occasions.hpp"
#include "pattern_detection/habits/weekday_counts.hpp"

namespace hearth::pattern {

FoundHabits find_weekday_habits(const EventLog& log) {
    const std::vector<int> lived = log.lived_days();
    std::map<int, std::set<int>> days_of;
    for (const LoggedEvent& event : log.events())
        if (event.target && event.day >= lived.front()) days_of[event.symbol].insert(event.day);
    FoundHabits found;
    found.tests = days_of.size();
    for (const auto& [symbol, days] : days_of) {
        const double share = static_cast<double>(days.size()) / static_cast<double>(lived.size());
        WeekdayCounts counts;
        for (const int day : lived) counts.add(weekday_of(day), days.count(day) > 0);
        const DayChoice choice = clearest_days(counts);
        if (choice.days == DaySet::every() || choice.tally.times == 0) continue;
        Habit habit;
        habit.kind = Habit::Kind::kWeekday;
        habit.label = log.label(symbol);
        habit.days = choice.days;
        std::vector<Occasion> occasions;
        for (const int day : lived)
            if (habit.days.has(weekday_of(day)))
                occasions.push_back({day, days.count(day) > 0, share});
        rate(habit, occasions, kDaySets);
        found.habits.push_back(std::move(habit));
    }
    return found;
}

}  // namespace hearth::pattern
