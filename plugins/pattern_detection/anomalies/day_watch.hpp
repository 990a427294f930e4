// Watches the household's day: what is usual is learned from the days before it, what is strange is
// told of it. All that it watches is chosen so that an ordinary household gets about one false
// alarm a week: half a one for what is missed, half a one for what is unusual.
//
// Not thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "pattern_detection/anomalies/anomaly.hpp"
#include "pattern_detection/anomalies/expectation.hpp"
#include "pattern_detection/anomalies/unusual_hours.hpp"
#include "pattern_detection/habits/event_log.hpp"

namespace hearth::pattern {

class DayWatch {
public:
    static constexpr double kMissedAWeek = .5, kUnusualAWeek = .5;

    // What can be said of today as it stands now, the earliest first. The days before are mined at
    // the first call of a day only.
    std::vector<Anomaly> look(const EventLog& log, TimeUs now_us);
    // What is expected of each day; as of the last look.
    const std::vector<Expectation>& expectations() const { return expectations_; }

private:
    void learn(const EventLog& past);
    void look_for_missed(const EventLog& today, TimeUs now_us, std::vector<Anomaly>& out) const;
    void look_for_unusual(const EventLog& today, std::vector<Anomaly>& out) const;

    int day_ = -1;
    std::vector<Expectation> expectations_;
    std::unique_ptr<UnusualHours> hours_;
};

}  // namespace hearth::pattern
