// The home's time zone: what the household's clock showed at a point in time.
//
// Habits are computed in local time; storage is UTC. Right across daylight-saving changes (IANA
// data of the system).
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace hearth {

struct LocalTime {
    int year = 1970;
    int month = 1;         // 1 to 12
    int day = 1;           // 1 to 31
    int weekday = 0;       // 0 = Monday to 6 = Sunday
    double hour = 0;       // 0 <= hour < 24, with the fraction
    TimeUs offset_us = 0;  // local = UTC + offset
    // The offset holds before this moment (UTC): the next daylight-saving change.
    TimeUs offset_until_us = std::numeric_limits<TimeUs>::max();
};

class TimeZone {
public:
    // An IANA name such as "Europe/Berlin", or "UTC". kNotFound with the name when the system has
    // no such zone.
    static Result<TimeZone> find(std::string_view name);
    static TimeZone utc();

    const std::string& name() const { return name_; }
    // Thread-safe.
    LocalTime local(TimeUs utc) const;
    // Local wall time (microseconds since 1970 of the wall clock) to UTC. A time that a change
    // skips maps to the moment of the change; one that occurs twice maps to the first.
    TimeUs to_utc(TimeUs local_wall) const;

private:
    TimeZone(std::string name, const void* zone) : name_(std::move(name)), zone_(zone) {}
    std::string name_;
    const void* zone_;  // date::time_zone, owned by the library's database; null = UTC
};

}  // namespace hearth
