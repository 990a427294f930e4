#include "pattern_detection/habits/end_habits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "pattern_detection/habits/occasions.hpp"
#include "pattern_detection/habits/weekday_counts.hpp"

namespace hearth::pattern {

namespace {

constexpr std::array<double, 2> kFactors{1.25, 1.5};
constexpr double kWiderPenalty = .1;
constexpr double kMedians = 8;  // that could have been chosen: apart by the wider factor or so
constexpr double kShortest = 20, kLongest = 8 * 3600;  // seconds

struct Lasting {
    int day = 0;
    double seconds = 0;
};
using Pairs = std::map<std::pair<int, int>, std::vector<Lasting>>;  // by what began and ended it

Pairs pairs_of(const EventLog& log) {
    std::map<int, const LoggedEvent*> newest;  // by entity
    Pairs out;
    for (const LoggedEvent& event : log.events()) {
        const LoggedEvent*& before = newest[event.entity];
        const bool ends =
            before != nullptr && before->target && event.target && before->active && !event.active;
        if (ends) {
            const double seconds = static_cast<double>(event.time_us - before->time_us) /
                                   static_cast<double>(kMicrosPerSecond);
            out[{before->symbol, event.symbol}].push_back({before->day, seconds});
        }
        before = &event;
    }
    return out;
}

double median_of(const std::vector<Lasting>& lastings) {
    std::vector<double> seconds;
    for (const Lasting& one : lastings) seconds.push_back(one.seconds);
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return *middle;
}

struct EndRule {
    double factor = 1;
    DayChoice choice;
    double value = 0;
};

}  // namespace

FoundHabits find_end_habits(const EventLog& log) {
    FoundHabits found;
    for (const auto& [labels, lastings] : pairs_of(log)) {
        if (lastings.size() < kMinimumTimes) continue;
        ++found.tests;
        const double median = median_of(lastings);
        if (median < kShortest || median > kLongest) continue;
        const auto near = [median](const Lasting& one, double factor) {
            return one.seconds >= median / factor && one.seconds <= median * factor;
        };
        EndRule best;
        double penalty = 0;
        for (const double factor : kFactors) {
            WeekdayCounts counts;
            for (const Lasting& one : lastings) counts.add(weekday_of(one.day), near(one, factor));
            const DayChoice choice = clearest_days(counts);
            if (choice.clarity - penalty > best.value)
                best = {factor, choice, choice.clarity - penalty};
            penalty += kWiderPenalty;
        }
        if (best.choice.tally.times < kMinimumTimes) continue;
        Habit habit;
        habit.kind = Habit::Kind::kEndsAfter;
        habit.after = log.label(labels.first);
        habit.label = log.label(labels.second);
        habit.days = best.choice.days;
        habit.median_s = median;
        habit.from_s = median / best.factor;
        habit.to_s = median * best.factor;
        // An exponential of this median.
        const double chance = std::exp2(-1 / best.factor) - std::exp2(-best.factor);
        std::vector<Occasion> occasions;
        for (const Lasting& one : lastings)
            if (habit.days.has(weekday_of(one.day)))
                occasions.push_back({one.day, near(one, best.factor), chance});
        rate(habit, occasions, kFactors.size() * kDaySets * kMedians);
        found.habits.push_back(std::move(habit));
    }
    return found;
}

}  // namespace hearth::pattern
