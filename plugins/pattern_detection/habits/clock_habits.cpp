#include "pattern_detection/habits/clock_habits.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace hearth::pattern {

namespace {

constexpr std::array<int, 3> kWidths{2, 4, 8};  // of a window, in bins
constexpr double kWidthPenalty = .01;           // a bin; a narrow window says more
constexpr double kGivenPenalty = .06;           // a condition more has to be worth it
constexpr std::size_t kMostOfALabel = 3;
// Who goes by the sun does so around its event, not at the other end of the day.
constexpr int kSunReachMinutes = 240;

int middle(std::vector<int> values) {
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
}

}  // namespace

ClockHabits::ClockHabits(const EventLog& log, const EntityStates& states,
                         const Surroundings& surroundings, DayClock clock, std::size_t clocks)
    : log_(log),
      states_(states),
      surroundings_(surroundings),
      clock_(std::move(clock)),
      clocks_(static_cast<double>(clocks)),
      lived_(clock_.lived_days(log)) {
    for (std::size_t i = 0; i < log.events().size(); ++i)
        if (log.events()[i].target)
            ++activity_[static_cast<std::size_t>(clock_.places()[i].minute / kBinMinutes)];
    if (surroundings.size() == 0) return;
    for (const int day : lived_)
        for (int bin = 0; bin < kDayBins; ++bin)
            masks_.push_back(surroundings.at(clock_.time_of(day, bin * kBinMinutes)));
}

// What is looked at does not vouch for its own hour: its times count as spread over the day.
LabelTimes::Activity ClockHabits::activity_beside(int symbol) const {
    LabelTimes::Activity out = activity_;
    double own = 0, all = 0;
    for (const double times : activity_) all += times;
    for (std::size_t i = 0; i < log_.events().size(); ++i) {
        if (log_.events()[i].symbol != symbol) continue;
        --out[static_cast<std::size_t>(clock_.places()[i].minute / kBinMinutes)];
        ++own;
    }
    for (double& share : out) share = (share + own / kDayBins) / all;
    return out;
}

bool ClockHabits::overlap(const Window& a, const Window& b) {
    const int distance = std::abs(a.start - b.start);
    return std::min(distance, kDayBins - distance) < std::max(a.width, b.width);
}

std::vector<ClockHabit> ClockHabits::of(int symbol, int entity) const {
    std::vector<ClockHabit> out;
    if (lived_.size() < kMinimumTimes) return out;
    Subject subject{{log_, clock_, lived_, symbol, entity, states_.alternates(symbol)},
                    activity_beside(symbol),
                    0};
    subject.rate = subject.times.rate(subject.activity);
    std::vector<Window> windows = all_windows(subject);
    std::stable_sort(windows.begin(), windows.end(),
                     [](const Window& a, const Window& b) { return a.value > b.value; });
    std::vector<Window> chosen;
    for (const Window& window : windows) {
        if (chosen.size() == kMostOfALabel || window.value <= 0) break;
        if (std::any_of(chosen.begin(), chosen.end(),
                        [&](const Window& other) { return overlap(window, other); }))
            continue;
        chosen.push_back(window);
        out.push_back(tell(symbol, subject, refined(subject, window)));
    }
    return out;
}

std::vector<ClockHabits::Window> ClockHabits::all_windows(const Subject& subject) const {
    std::vector<Window> windows;
    const bool by_sun = clock_.event() != SunEvent::kNone;
    for (const int width : kWidths) {
        for (int start = 0; start < kDayBins; ++start) {
            const int off = std::abs(start * kBinMinutes - DayClock::kSunMinute);
            if (by_sun && off > kSunReachMinutes) continue;
            Window window{start, width, {}, 0, -1};
            choose_days(subject, window);
            if (window.choice.tally.times >= kMinimumTimes) windows.push_back(window);
        }
    }
    return windows;
}

// With the circumstance that makes it clearer, if one does.
ClockHabits::Window ClockHabits::refined(const Subject& subject, Window window) const {
    Window best = window;
    for (std::size_t given = 0; given < surroundings_.size(); ++given) {
        Window one = window;
        one.given = static_cast<int>(given);
        choose_days(subject, one);
        if (one.value > best.value && one.choice.tally.times >= kMinimumTimes) best = one;
    }
    return best;
}

std::optional<std::size_t> ClockHabits::occasion(const Subject& subject, const Window& window,
                                                 std::size_t day) const {
    if (window.given >= 0) {
        const std::size_t bin = day * kDayBins + static_cast<std::size_t>(window.start);
        if ((masks_[bin] >> window.given & 1) == 0) return std::nullopt;
    }
    const int first = subject.times.first_chance(day, window.start, window.width);
    if (first < 0) return std::nullopt;
    return static_cast<std::size_t>(first);
}

void ClockHabits::choose_days(const Subject& subject, Window& window) const {
    const Chances chances = chances_of(subject, window);
    WeekdayCounts counts;
    double chance = 0, of = 0;
    for (std::size_t day = 0; day < lived_.size(); ++day) {
        const auto first = occasion(subject, window, day);
        if (!first) continue;
        counts.add(weekday_of(lived_[day]), subject.times.happens(day, window.start, window.width));
        chance += chances[*first];
        ++of;
    }
    window.choice = clearest_days(counts);
    window.value = window.choice.clarity - (of > 0 ? chance / of : 0) -
                   kWidthPenalty * window.width - (window.given < 0 ? 0 : kGivenPenalty);
}

ClockHabits::Chances ClockHabits::chances_of(const Subject& subject, const Window& window) const {
    Chances out{};
    double share = 0;
    for (int i = window.width; i-- > 0;) {
        share += subject.activity[static_cast<std::size_t>((window.start + i) % kDayBins)];
        out[static_cast<std::size_t>(i)] = 1 - std::exp(-subject.rate * share);
    }
    return out;
}

ClockHabit ClockHabits::tell(int symbol, const Subject& subject, const Window& window) const {
    ClockHabit out;
    Habit& habit = out.habit;
    habit.kind = Habit::Kind::kTimeOfDay;
    habit.label = log_.label(symbol);
    habit.days = window.choice.days;
    if (window.given >= 0)
        habit.given = surroundings_.labels(static_cast<std::size_t>(window.given));
    const Chances chances = chances_of(subject, window);
    std::vector<Occasion> occasions;
    std::vector<int> at, at_wall;
    for (std::size_t day = 0; day < lived_.size(); ++day) {
        const auto first = occasion(subject, window, day);
        if (!first || !habit.days.has(weekday_of(lived_[day]))) continue;
        const int minute = subject.times.first_minute(day, window.start, window.width);
        occasions.push_back({lived_[day], minute >= 0, chances[*first]});
        if (minute < 0) continue;
        at.push_back(minute);
        at_wall.push_back(clock_.wall_minute(lived_[day], minute));
    }
    constexpr double kStarts = kDayBins * kWidths.size();
    const double givens = window.given < 0 ? 1 : static_cast<double>(surroundings_.size());
    rate(habit, occasions, clocks_ * kStarts * kDaySets * givens);
    const int from = window.start * kBinMinutes, to = from + window.width * kBinMinutes;
    out.wall_minute = middle(at_wall);
    habit.median_minute = out.wall_minute;
    habit.sun = clock_.event();
    if (habit.sun == SunEvent::kNone) {
        habit.from_minute = from;
        habit.to_minute = to;
        habit.median_minute = middle(at) % DayClock::kMinutes;
    } else {
        habit.sun_from = from - DayClock::kSunMinute;
        habit.sun_to = to - DayClock::kSunMinute;
        habit.sun_median = middle(at) - DayClock::kSunMinute;
    }
    out.value = window.value;
    out.width_minutes = to - from;
    return out;
}

}  // namespace hearth::pattern
