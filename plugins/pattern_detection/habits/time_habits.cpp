#include "pattern_detection/habits/time_habits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "pattern_detection/habits/chance.hpp"
#include "pattern_detection/habits/entity_states.hpp"
#include "pattern_detection/habits/weekday_counts.hpp"
#include "pattern_detection/habits/weeks.hpp"

namespace hearth::pattern {

namespace {

constexpr int kBins = 96;  // quarters of an hour in a day
constexpr int kBinMinutes = 15;
constexpr std::array<int, 3> kWidths{2, 4, 8};  // of a window, in bins
constexpr double kWidthPenalty = .01;           // a bin; a narrow window says more
constexpr int kMinimumTimes = 4;
constexpr int kMostOfALabel = 3;

struct Window {
    int start = 0, width = 0;  // bins
    DayChoice choice;
    double value = 0;

    bool overlaps(const Window& other) const {
        const int distance = std::abs(start - other.start);
        return std::min(distance, kBins - distance) < std::max(width, other.width);
    }
};

// One label over the whole log, in bins since the first day's midnight.
class LabelTimes {
public:
    // alternates: the log shows when the entity is in another state.
    LabelTimes(const EventLog& log, const std::vector<int>& lived, int symbol, int entity,
               bool alternates)
        : lived_(lived), first_day_(lived.front()) {
        const auto bins = static_cast<std::size_t>(lived.back() - first_day_ + 2) * kBins;
        happened_.assign(bins, false);
        so_already_.assign(bins, false);
        std::size_t reached = 0;
        bool is_so = false;
        for (const LoggedEvent& event : log.events()) {
            if (event.entity != entity || event.day < first_day_) continue;
            const std::size_t bin = bin_of(event.day, event.second / 60 / kBinMinutes);
            for (; reached <= bin && reached < bins; ++reached)
                so_already_[reached] = is_so && alternates;
            is_so = event.symbol == symbol;
            if (!is_so || bin >= bins) continue;
            happened_[bin] = true;
            minutes_.push_back((event.day - first_day_) * kBins * kBinMinutes + event.second / 60);
        }
        for (; reached < bins; ++reached) so_already_[reached] = is_so && alternates;
    }

    double times() const { return static_cast<double>(minutes_.size()); }

    bool happens(int day, const Window& window) const {
        const std::size_t from = bin_of(day, window.start);
        for (std::size_t i = from; i < from + static_cast<std::size_t>(window.width); ++i)
            if (i < happened_.size() && happened_[i]) return true;
        return false;
    }
    bool was_so_already(int day, const Window& window) const {
        return so_already_[bin_of(day, window.start)];
    }

    // Minutes after the window's start at which it happened, on the days of the choice.
    std::vector<int> offsets(const Window& window) const {
        std::vector<int> out;
        for (const int day : lived_) {
            if (!window.choice.days.has(weekday_of(day))) continue;
            const int from = static_cast<int>(bin_of(day, window.start)) * kBinMinutes;
            const auto found = std::lower_bound(minutes_.begin(), minutes_.end(), from);
            if (found != minutes_.end() && *found < from + window.width * kBinMinutes)
                out.push_back(*found - from);
        }
        return out;
    }

private:
    std::size_t bin_of(int day, int bin) const {
        return static_cast<std::size_t>(day - first_day_) * kBins + static_cast<std::size_t>(bin);
    }

    const std::vector<int>& lived_;
    int first_day_;
    std::vector<bool> happened_, so_already_;
    std::vector<int> minutes_;  // since the first day's midnight, ascending
};

// The share of what people do that falls into each quarter of an hour.
std::array<double, kBins> activity_of(const EventLog& log) {
    std::array<double, kBins> share{};
    double total = 0;
    for (const LoggedEvent& event : log.events()) {
        if (!event.target) continue;
        share[static_cast<std::size_t>(event.second / 60 / kBinMinutes)] += 1;
        ++total;
    }
    for (double& value : share) value = total > 0 ? value / total : 0;
    return share;
}

class TimeHabitMiner {
public:
    TimeHabitMiner(const EventLog& log, const Vocabulary& vocabulary)
        : log_(log),
          vocabulary_(vocabulary),
          lived_(log.lived_days()),
          activity_(activity_of(log)),
          states_(log) {}

    FoundHabits find() {
        if (lived_.size() < kMinimumTimes) return std::move(found_);
        for (const auto& [symbol, known] : labels())
            if (known.times >= kMinimumTimes) look_at(symbol, known.entity);
        return std::move(found_);
    }

private:
    struct Known {
        int entity = 0, times = 0;
    };

    std::vector<std::pair<int, Known>> labels() const {
        std::unordered_map<int, Known> by_symbol;
        for (const LoggedEvent& event : log_.events()) {
            if (!event.target) continue;
            Known& known = by_symbol[event.symbol];
            known.entity = event.entity;
            ++known.times;
        }
        std::vector<std::pair<int, Known>> out(by_symbol.begin(), by_symbol.end());
        std::sort(out.begin(), out.end(),
                  [](const auto& a, const auto& b) { return a.first < b.first; });
        return out;
    }

    void look_at(int symbol, int entity) {
        ++found_.tests;
        const LabelTimes times(log_, lived_, symbol, entity, states_.alternates(symbol));
        std::vector<Window> windows = all_windows(times);
        std::stable_sort(windows.begin(), windows.end(),
                         [](const Window& a, const Window& b) { return a.value > b.value; });
        std::vector<Window> chosen;
        for (const Window& window : windows) {
            if (chosen.size() == kMostOfALabel || window.value <= 0) break;
            const bool free = std::none_of(chosen.begin(), chosen.end(), [&](const Window& other) {
                return window.overlaps(other);
            });
            if (!free) continue;
            chosen.push_back(window);
            add(symbol, times, window);
        }
    }

    std::vector<Window> all_windows(const LabelTimes& times) const {
        std::vector<Window> windows;
        for (const int width : kWidths) {
            for (int start = 0; start < kBins; ++start) {
                Window window{start, width, {}, 0};
                window.choice = clearest_days(count(times, window));
                window.value = window.choice.clarity - kWidthPenalty * width;
                if (window.choice.tally.times >= kMinimumTimes) windows.push_back(window);
            }
        }
        return windows;
    }

    WeekdayCounts count(const LabelTimes& times, const Window& window) const {
        const double chance = chance_of(times, window);
        WeekdayCounts counts;
        for (const int day : lived_) {
            const bool happens = times.happens(day, window);
            if (!happens && times.was_so_already(day, window)) continue;
            counts.add(weekday_of(day), happens, chance);
        }
        return counts;
    }

    double chance_of(const LabelTimes& times, const Window& window) const {
        double share = 0;
        for (int i = 0; i < window.width; ++i)
            share += activity_[static_cast<std::size_t>((window.start + i) % kBins)];
        return 1 - std::exp(-times.times() / static_cast<double>(lived_.size()) * share);
    }

    void add(int symbol, const LabelTimes& times, const Window& window) {
        const Tally& tally = window.choice.tally;
        Habit habit;
        habit.kind = Habit::Kind::kTimeOfDay;
        habit.label = vocabulary_.label(symbol);
        habit.days = window.choice.days;
        habit.from_minute = window.start * kBinMinutes;
        habit.to_minute = (window.start + window.width) * kBinMinutes;
        std::vector<int> offsets = times.offsets(window);
        const auto middle = offsets.begin() + static_cast<std::ptrdiff_t>(offsets.size() / 2);
        std::nth_element(offsets.begin(), middle, offsets.end());
        habit.median_minute = (habit.from_minute + *middle) % (kBins * kBinMinutes);
        habit.support = tally.times;
        habit.of = tally.of;
        habit.by_chance = tally.mean_chance();
        constexpr double kChoices = kBins * kWidths.size() * kDaySets;
        habit.p_value =
            std::min(1.0, kChoices * binomial_tail(tally.times, tally.of, habit.by_chance));
        Weeks weeks;
        for (const int day : lived_) {
            if (!habit.days.has(weekday_of(day))) continue;
            const bool happens = times.happens(day, window);
            if (happens || !times.was_so_already(day, window)) weeks.add(day, happens);
        }
        weeks.tell(habit);
        found_.habits.push_back(std::move(habit));
    }

    const EventLog& log_;
    const Vocabulary& vocabulary_;
    const std::vector<int> lived_;
    const std::array<double, kBins> activity_;
    const EntityStates states_;
    FoundHabits found_;
};

}  // namespace

FoundHabits find_time_habits(const EventLog& log, const Vocabulary& vocabulary) {
    return TimeHabitMiner(log, vocabulary).find();
}

}  // namespace hearth::pattern
