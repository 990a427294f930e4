#include "learning/wait_span.hpp"

namespace hearth::learning {

std::optional<TimeUs> wait_end(const WaitSpan& wait, TimeUs now_us) {
    const TimeUs end = after_clock_change(wait, now_us).until_us;
    return end > now_us ? std::optional(end) : std::nullopt;
}

WaitSpan after_clock_change(const WaitSpan& wait, TimeUs now_us) {
    if (now_us >= wait.from_us || wait.until_us <= wait.from_us) return wait;
    return {now_us, now_us + (wait.until_us - wait.from_us)};
}

}  // namespace hearth::learning
