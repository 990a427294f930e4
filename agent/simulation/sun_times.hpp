// When the sun rises and sets over the simulated home: a table for 52 degrees north, interpolated,
// so that no trigonometry of the system's library decides the outcome.
#pragma once

#include <cstdint>

#include "core/time_zone.hpp"

namespace hearth::simulation {

struct SunDay {
    TimeUs rise, set;  // UTC
};

class SunTimes {
public:
    explicit SunTimes(const TimeZone& zone) : zone_(zone) {}

    // Of a local day (days since 1970-01-01).
    SunDay of_day(std::int64_t day) const;
    // Height of the sun at `time`, from -1 (midnight) over 0 (rise and set) to 1 (noon).
    double height(TimeUs time) const;
    bool is_up(TimeUs time) const { return height(time) > 0; }

    // The local day that `time` belongs to.
    std::int64_t day_of(TimeUs time) const;

private:
    TimeZone zone_;
};

}  // namespace hearth::simulation
