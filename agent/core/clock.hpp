// Time as Hearth sees it. Points in time are UTC microseconds since 1970 (TimeUs); spans are
// microseconds too.
//
// The wall clock may jump (NTP, a user setting it); timers and time-outs therefore use the steady
// clock. Everything that needs the time takes a Clock, so that tests can move it by hand.
#pragma once

#include <cstdint>

namespace hearth {

using TimeUs = std::int64_t;

inline constexpr TimeUs kMicrosPerSecond = 1'000'000;
inline constexpr TimeUs kMicrosPerMinute = 60 * kMicrosPerSecond;
inline constexpr TimeUs kMicrosPerHour = 60 * kMicrosPerMinute;
inline constexpr TimeUs kMicrosPerDay = 86'400 * kMicrosPerSecond;

class Clock {
public:
    virtual ~Clock() = default;
    // UTC microseconds since 1970-01-01. Any thread.
    virtual TimeUs wall_us() const = 0;
    // Microseconds since an arbitrary start; never goes back. Any thread.
    virtual TimeUs steady_us() const = 0;
};

class SystemClock final : public Clock {
public:
    TimeUs wall_us() const override;
    TimeUs steady_us() const override;
};

}  // namespace hearth
