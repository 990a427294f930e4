// Mines habits from the log as it goes by: sequences (after this, that), times of day, weekdays and
// how long things last, each with support, confidence and lift (Agrawal et al. 1993).
//
// Days, not events, are the occasions of times and weekdays, so that a light switched ten times in
// one evening is one observation. Bounded memory. Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "pattern_detection/event.hpp"
#include "pattern_detection/habits/habit.hpp"
#include "pattern_detection/history.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

class HabitMiner {
public:
    // `moment` is the one right after the event, which was pushed with `symbol`.
    void observe(const Event& event, int symbol, const Moment& moment);

    // The clearest habits, at most `top`: by the lower end of the 95 % interval of the confidence,
    // of those seen at least kMinimumSupport times whose lift is at least kMinimumLift.
    std::vector<Habit> clearest(const Vocabulary& vocabulary, std::size_t top) const;

    // How long things last, the most frequent first, at most `top` of those seen at least
    // kMinimumSupport times.
    std::vector<Habit> durations(const Vocabulary& vocabulary, std::size_t top) const;

    std::int64_t days() const { return days_; }

private:
    static constexpr double kMinimumSupport = 4;
    static constexpr double kMinimumLift = 1.5;
    static constexpr double kMinimumConfidence = .3;
    static constexpr std::size_t kMaxEntries = 50'000;  // of each kind
    static constexpr std::size_t kKeptSpans = 32;       // newest delays or durations of an entry

    struct Spans {
        std::array<float, kKeptSpans> seconds{};
        std::uint32_t count = 0;
        void add(double value) { seconds[count++ % kKeptSpans] = static_cast<float>(value); }
        double median() const;
    };
    struct Sequence {
        int after, symbol;
        Spans delays;
    };
    // On how many days a label happened: at all, in each hour, on each weekday.
    struct Days {
        std::int64_t last_day = INT64_MIN;
        std::uint32_t hours_today = 0;  // bit per hour
        int any = 0;
        std::array<int, 24> hour{};
        std::array<int, 7> weekday{};
    };
    struct Activity {
        int symbol = kNoSymbol;  // what began it
        TimeUs since_us = 0;
    };

    void count_day(const Moment& moment);
    void follow_duration(const Event& event, int symbol);
    void add_sequences(const Vocabulary& vocabulary, std::vector<Habit>& found) const;
    void add_times(const Vocabulary& vocabulary, std::vector<Habit>& found) const;
    void add_weekdays(const Vocabulary& vocabulary, std::vector<Habit>& found) const;

    std::unordered_map<std::uint64_t, Sequence> sequences_;
    std::unordered_map<int, double> times_;        // targets by symbol
    std::unordered_map<int, double> times_after_;  // targets that followed a symbol
    double targets_ = 0;
    std::unordered_map<int, Days> days_of_;
    std::int64_t last_day_ = INT64_MIN, days_ = 0;
    std::array<std::int64_t, 7> days_of_weekday_{};
    std::unordered_map<std::string, Activity> active_;  // by entity
    std::unordered_map<int, Spans> durations_;          // by what began it
};

}  // namespace hearth::pattern
