// What happened, event by event, as the miners of habits go through it: 32 bytes each, the newest
// 100,000. Not thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/time_zone.hpp"
#include "pattern_detection/event.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

struct LoggedEvent {
    TimeUs time_us = 0;
    int symbol = 0;
    int entity = 0;  // equal for equal entities
    int day = 0;     // days since 1970 on the household's calendar
    int second = 0;  // of that day, by the clock on the wall
    bool target = true;
    bool active = true;         // as of Event
    bool surroundings = false;  // as of Event
};

class EventLog {
public:
    explicit EventLog(TimeZone zone) : zone_(std::move(zone)) {}

    void add(const Event& event);

    // In order of time, whatever the order in which they came.
    const std::vector<LoggedEvent>& events() const;
    std::size_t entities() const { return entities_.size(); }
    const std::string& label(int symbol) const { return vocabulary_.label(symbol); }
    const Vocabulary& vocabulary() const { return vocabulary_; }
    const TimeZone& zone() const { return zone_; }

    // The same log as it was known then: a row with a time to come is a mistake of some clock.
    EventLog until(TimeUs now_us) const;

    // Days on which people did something, ascending: the occasions of habits. A home that is
    // empty for two weeks breaks none. The newest 1,500.
    std::vector<int> lived_days() const;

private:
    static constexpr std::size_t kMost = 100'000;
    static constexpr std::size_t kMostEntities = 20'000;

    LocalTime local(TimeUs time_us);

    TimeZone zone_;
    LocalTime local_;  // the newest that was asked for
    TimeUs local_from_us_ = 0;
    Vocabulary vocabulary_;
    std::unordered_map<std::string, int> entities_;
    mutable std::vector<LoggedEvent> events_;  // put in order when they are read
    mutable bool in_order_ = true;
};

// Each once, ascending, the newest 1,500: years ago a household was another, and a hostile log may
// have an event on each day of three centuries.
std::vector<int> newest_days(std::vector<int> days);

// Days since 1970 of a time on the household's calendar, and the second of that day.
struct WallTime {
    int day = 0, second = 0;
};
WallTime wall_time(TimeUs time_us, TimeUs offset_us);

}  // namespace hearth::pattern
