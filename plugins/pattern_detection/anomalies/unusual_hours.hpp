// Which hours are strange for what happened: how far it is from the nearest hour at which the same
// was done on another day.
//
// An event is unusual when hardly any event of the past was as far from its own kind: the share of
// those is its p-value (conformal anomaly detection, Laxhammar and Falkman 2010), which is small
// with the small probability itself as long as the household goes on as before. So the number of
// false alarms is set, not hoped for. Not thread-safe.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "pattern_detection/habits/event_log.hpp"

namespace hearth::pattern {

class UnusualHours {
public:
    // The log up to today; its newest 120 days are looked at. alarms_a_week: false ones to expect.
    UnusualHours(const EventLog& log, double alarms_a_week);

    struct Finding {
        double apart_minutes = 0;  // from the nearest hour at which it happened
        double times = 0;          // how often it happened so far
    };
    // Of an event that happened today; nothing: it is not unusual, or not known well enough.
    std::optional<Finding> judge(const LoggedEvent& event) const;

private:
    struct Time {
        int minute = 0, day = 0;
        bool operator<(const Time& other) const {
            return minute != other.minute ? minute < other.minute : day < other.day;
        }
    };
    using Times = std::vector<Time>;  // by minute

    static double apart(const Times& times, Time time);

    std::unordered_map<int, Times> times_;  // by symbol; those that are known well enough
    // From here on it is unusual; nothing: too little is known for so few false alarms.
    std::optional<double> threshold_;
};

}  // namespace hearth::pattern
