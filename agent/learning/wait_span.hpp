// A wait of a certain length, such as the rest after a training. It is stored with its begin, so
// that a wall clock which is set back does not make an hour a day. Pure; any thread.
#pragma once

#include <optional>

#include "core/clock.hpp"

namespace hearth::learning {

struct WaitSpan {
    TimeUs from_us = 0;   // wall clock; 0: not known
    TimeUs until_us = 0;  // 0: there is no wait
};

// When it ends, never further away than the wait is long; nothing when it is over.
std::optional<TimeUs> wait_end(const WaitSpan& wait, TimeUs now_us);

// The clock stands before the begin: it was set back. How long the wait has lasted cannot be told,
// so it begins anew. Any other wait stays as it is.
WaitSpan after_clock_change(const WaitSpan& wait, TimeUs now_us);

}  // namespace hearth::learning
