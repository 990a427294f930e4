#include "core/clock.hpp"

#include <chrono>

namespace hearth {

namespace {
template <class ChronoClock>
TimeUs micros_of() {
    using std::chrono::duration_cast;
    using std::chrono::microseconds;
    return duration_cast<microseconds>(ChronoClock::now().time_since_epoch()).count();
}
}  // namespace

TimeUs SystemClock::wall_us() const { return micros_of<std::chrono::system_clock>(); }
TimeUs SystemClock::steady_us() const { return micros_of<std::chrono::steady_clock>(); }

}  // namespace hearth
