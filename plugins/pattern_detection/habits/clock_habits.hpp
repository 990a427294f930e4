// Habits by one clock: what happens at the same time of (almost) every day, of workdays, of
// Tuesdays and Thursdays … Windows of 30 to 120 minutes. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "pattern_detection/habits/day_clock.hpp"
#include "pattern_detection/habits/entity_states.hpp"
#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/habit.hpp"
#include "pattern_detection/habits/label_times.hpp"
#include "pattern_detection/habits/occasions.hpp"
#include "pattern_detection/habits/surroundings.hpp"
#include "pattern_detection/habits/weekday_counts.hpp"

namespace hearth::pattern {

// A habit and what it is worth beside others of its label.
struct ClockHabit {
    Habit habit;
    // How far the lower end of its share's interval is above chance, less for a wide window.
    double value = 0;
    int wall_minute = 0;  // in the middle of its times, by the clock on the wall
    int width_minutes = 0;
};

class ClockHabits {
public:
    // All of them outlive this. clocks: how many clocks are looked at, for the chance of choosing.
    ClockHabits(const EventLog& log, const EntityStates& states, const Surroundings& surroundings,
                DayClock clock, std::size_t clocks);

    // The clearest habits of a label, at most three, that do not overlap.
    std::vector<ClockHabit> of(int symbol, int entity) const;

private:
    struct Window {
        int start = 0, width = 0;  // bins
        DayChoice choice;
        double value = 0;
        int given = -1;  // circumstance that must hold when it begins; -1: none
    };

    // A label while it is looked at.
    struct Subject {
        LabelTimes times;
        LabelTimes::Activity activity{};  // share of what people do beside it, by bin
        double rate = 0;                  // of it, per unit of activity
    };
    // Probability that chance alone makes it happen in a window, by the bin of the window from
    // which on it could.
    using Chances = std::array<double, 8>;

    LabelTimes::Activity activity_beside(int symbol) const;
    static bool overlap(const Window& a, const Window& b);
    std::vector<Window> all_windows(const Subject& subject) const;
    Window refined(const Subject& subject, Window window) const;
    void choose_days(const Subject& subject, Window& window) const;
    // The bin from which on it could happen; nothing: that day is no occasion.
    std::optional<std::size_t> occasion(const Subject& subject, const Window& window,
                                        std::size_t day) const;
    Chances chances_of(const Subject& subject, const Window& window) const;
    ClockHabit tell(int symbol, const Subject& subject, const Window& window) const;

    const EventLog& log_;
    const EntityStates& states_;
    const Surroundings& surroundings_;
    DayClock clock_;
    double clocks_ = 1;
    std::vector<int> lived_;
    LabelTimes::Activity activity_{};        // how often people did something, by bin
    std::vector<Surroundings::Mask> masks_;  // at the beginning of each bin of the lived days
};

}  // namespace hearth::pattern
