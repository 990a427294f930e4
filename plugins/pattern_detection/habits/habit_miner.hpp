// Mines habits from the log: sequences (after this, that), times of day, weekdays and how long
// things last, each with support, confidence, lift (Agrawal et al. 1993), the weeks in which it
// held, and control of the share of false ones (Benjamini and Hochberg 1995).
//
// Bounded memory. Not thread-safe.
#pragma once

#include <cstddef>
#include <vector>

#include "pattern_detection/event.hpp"
#include "pattern_detection/habits/durations.hpp"
#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/habit.hpp"
#include "pattern_detection/history.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

class HabitMiner {
public:
    // `moment` is the one right after the event, which was pushed with `symbol`.
    void observe(const Event& event, int symbol, const Moment& moment) {
        log_.add(event, symbol, moment);
        durations_.observe(event, symbol);
    }

    // The clearest habits, at most `top`: by the lower end of the 95 % interval of the confidence.
    // Goes through the whole log: tens of milliseconds for a year.
    std::vector<Habit> clearest(const Vocabulary& vocabulary, std::size_t top) const;

    std::vector<Habit> durations(const Vocabulary& vocabulary, std::size_t top) const {
        return durations_.most_frequent(vocabulary, top);
    }

    // On which people did something.
    std::size_t days() const { return log_.lived_days().size(); }

private:
    EventLog log_;
    Durations durations_;
};

}  // namespace hearth::pattern
