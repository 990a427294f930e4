#include "pattern_detection/habits/time_habits.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>

#include "pattern_detection/habits/clock_habits.hpp"

namespace hearth::pattern {

namespace {

constexpr double kSunPenalty = .06;  // as long as the sun does not move, the wall's clock is enough

struct KnownTimes {
    int entity = 0, times = 0;
};

// Those that happened often enough to be a habit; of very many the most frequent.
std::map<int, KnownTimes> labels_of(const EventLog& log) {
    constexpr std::size_t kMostLabels = 1000;
    std::map<int, KnownTimes> by_symbol;
    for (const LoggedEvent& event : log.events()) {
        if (!event.target) continue;
        KnownTimes& known = by_symbol[event.symbol];
        known.entity = event.entity;
        ++known.times;
    }
    std::vector<int> times;
    for (const auto& [symbol, known] : by_symbol) times.push_back(known.times);
    int fewest = kMinimumTimes;
    if (times.size() > kMostLabels) {
        std::nth_element(times.begin(), times.begin() + kMostLabels, times.end(), std::greater<>());
        fewest = std::max(fewest, times[kMostLabels] + 1);
    }
    std::erase_if(by_symbol, [fewest](const auto& one) { return one.second.times < fewest; });
    return by_symbol;
}

// Two clocks tell of the same thing.
bool same_thing(const ClockHabit& a, const ClockHabit& b) {
    const int off = std::abs(a.wall_minute - b.wall_minute);
    return std::min(off, DayClock::kMinutes - off) < std::max(a.width_minutes, b.width_minutes);
}

double worth(const ClockHabit& one) {
    return one.value - (one.habit.sun == SunEvent::kNone ? 0 : kSunPenalty);
}

}  // namespace

FoundHabits find_time_habits(const EventLog& log) {
    const EntityStates states(log);
    const Surroundings surroundings(log);
    std::vector<DayClock> clocks{DayClock::wall(log)};
    for (const SunEvent event : {SunEvent::kSunrise, SunEvent::kSunset})
        if (auto clock = DayClock::sun(log, event)) clocks.push_back(std::move(*clock));
    const std::size_t count = clocks.size();
    std::vector<ClockHabits> finders;
    for (DayClock& clock : clocks)
        finders.emplace_back(log, states, surroundings, std::move(clock), count);
    FoundHabits found;
    for (const auto& [symbol, known] : labels_of(log)) {
        ++found.tests;
        std::vector<ClockHabit> all;
        for (const ClockHabits& finder : finders)
            for (ClockHabit& one : finder.of(symbol, known.entity)) all.push_back(std::move(one));
        std::stable_sort(all.begin(), all.end(), [](const ClockHabit& a, const ClockHabit& b) {
            return worth(a) > worth(b);
        });
        std::vector<ClockHabit> chosen;
        for (ClockHabit& one : all) {
            const bool free =
                std::none_of(chosen.begin(), chosen.end(), [&one](const ClockHabit& other) {
                    return other.habit.sun != one.habit.sun && same_thing(one, other);
                });
            if (free) chosen.push_back(std::move(one));
        }
        for (ClockHabit& one : chosen) found.habits.push_back(std::move(one.habit));
    }
    return found;
}

}  // namespace hearth::pattern
