// When to send the next event of a log, at real time, N times as fast, or as fast as possible.
// Pure: it computes points of the steady clock; waiting is the caller's.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace hearth {

// Times real time; nothing = as fast as possible.
using ReplaySpeed = std::optional<double>;

// "1", "60", "0.5", "10x" or "max". kInvalid for anything else, zero, negative or over 1e9.
Result<ReplaySpeed> parse_replay_speed(const std::string& text);

class Pacer {
public:
    // The first event is due at `start_steady_us`.
    Pacer(ReplaySpeed speed, TimeUs start_steady_us) : speed_(speed), start_(start_steady_us) {}

    // Steady time at which the event with time `event_us` is due. Never earlier than the one before
    // it: where times in the log go back, no time passes.
    TimeUs due_us(TimeUs event_us);

private:
    ReplaySpeed speed_;
    TimeUs start_;
    TimeUs elapsed_ = 0;  // of the log, backward steps left out
    std::optional<TimeUs> last_event_;
};

}  // namespace hearth
