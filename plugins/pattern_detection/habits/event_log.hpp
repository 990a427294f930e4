// What happened, event by event, as the miners of habits go through it: 32 bytes each, the newest
// 100,000. Not thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "pattern_detection/event.hpp"
#include "pattern_detection/history.hpp"

namespace hearth::pattern {

struct LoggedEvent {
    TimeUs time_us = 0;
    int symbol = 0;
    int entity = 0;  // equal for equal entities
    int day = 0;     // days since 1970 on the household's calendar
    int second = 0;  // of that day, by the clock on the wall
    bool target = true;
};

class EventLog {
public:
    // `moment` is the one right after the event, which has `symbol`.
    void add(const Event& event, int symbol, const Moment& moment);

    // In order of time.
    const std::vector<LoggedEvent>& events() const { return events_; }
    std::size_t entities() const { return entities_.size(); }

    // Days on which people did something, ascending: the occasions of habits. A home that is
    // empty for two weeks breaks none.
    std::vector<int> lived_days() const;

private:
    static constexpr std::size_t kMost = 100'000;
    static constexpr std::size_t kMostEntities = 20'000;

    std::vector<LoggedEvent> events_;
    std::unordered_map<std::string, int> entities_;
};

}  // namespace hearth::pattern
