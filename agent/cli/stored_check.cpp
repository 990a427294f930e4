#include "cli/stored_check.hpp"

#include <chrono>
#include <thread>

namespace hearth::cli {

namespace {
constexpr TimeUs kQuietUs = 10 * kMicrosPerSecond;
constexpr std::chrono::milliseconds kPause{200};
}  // namespace

Result<EventCounts> wait_until_stored(FlowControl& flow, std::int64_t events, const Clock& clock,
                                      const std::function<bool(const EventCounts&)>& stop) {
    EventCounts last;
    TimeUs moved_us = clock.steady_us();
    while (true) {
        const auto counts = flow.progress();
        const bool quiet = clock.steady_us() - moved_us > kQuietUs;
        if (!counts && quiet) return counts.error();
        if (counts) {
            const bool moved = counts->stored != last.stored || counts->received != last.received ||
                               counts->queue != last.queue;
            if (moved) moved_us = clock.steady_us();
            last = *counts;
            // With messages waiting, more may still be stored than should be.
            if ((last.stored >= events && last.queue == 0) || quiet) return last;
        }
        if (stop(last)) return last;
        std::this_thread::sleep_for(kPause);
    }
}

}  // namespace hearth::cli
