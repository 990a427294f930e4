// Reading the numbers of stored state, which may be damaged or written under a wrong clock. Pure;
// any thread.
#pragma once

#include <cstdint>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::learning {

// Time between two readings of the wall clock, whichever is later. A start far in the future (the
// clock was wrong and was put right) counts as long ago, so nothing waits for ever.
TimeUs elapsed_us(TimeUs start_us, TimeUs now_us);

// Far more than can be counted in a home, and sums of it do not overflow.
inline constexpr std::int64_t kMaxCount = 1'000'000'000'000;

// A number or count (0 or more) of a stored object; the default when it is missing or no such.
double finite_or(const Json& object, const char* key, double otherwise);
std::int64_t count_or_zero(const Json& object, const char* key);

}  // namespace hearth::learning
