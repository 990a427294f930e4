// Where each event stands in its day: by the clock on the wall, or by one that the sun sets. On
// that one a habit that goes with the sun has the same time all year. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "pattern_detection/habits/event_log.hpp"
#include "pattern_detection/habits/habit.hpp"

namespace hearth::pattern {

class DayClock {
public:
    struct Place {
        int day = 0;     // since 1970
        int minute = 0;  // of that day
    };
    static constexpr int kMinutes = 1440;
    // At which the sun rises or sets on its clock.
    static constexpr int kSunMinute = 720;

    static DayClock wall(const EventLog& log);
    // Nothing when the log does not tell on most days (within a week) when the sun rose or set, or
    // when that has moved by less than an hour.
    static std::optional<DayClock> sun(const EventLog& log, SunEvent event);

    SunEvent event() const { return event_; }
    // Of each event of the log, in order.
    const std::vector<Place>& places() const { return places_; }
    Place place(const LoggedEvent& event) const;
    // When the clock on the wall, and the clocks of the world, show this.
    int wall_minute(int day, int minute) const;
    TimeUs time_of(int day, int minute) const;
    // Days on which people did something, by this clock.
    std::vector<int> lived_days(const EventLog& log) const;

private:
    void set_places(const EventLog& log);
    // How many minutes this clock is ahead of the wall's.
    int ahead(int day) const;

    SunEvent event_ = SunEvent::kNone;
    std::map<int, int> sun_minutes_;  // by the wall's clock, by day
    std::map<int, TimeUs> offsets_;   // of the zone, by day
    std::vector<Place> places_;
};

}  // namespace hearth::pattern
