#include "learning/stored_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hearth::learning {

TimeUs elapsed_us(TimeUs start_us, TimeUs now_us) {
    const auto [earlier, later] = std::minmax(start_us, now_us);
    TimeUs span = 0;
    // A damaged start may lie further off than a span can say.
    return __builtin_sub_overflow(later, earlier, &span) ? std::numeric_limits<TimeUs>::max()
                                                         : span;
}

double finite_or(const Json& object, const char* key, double otherwise) {
    const auto value = json_number(object, key);
    return value && std::isfinite(*value) ? *value : otherwise;
}

std::int64_t count_or_zero(const Json& object, const char* key) {
    return std::clamp<std::int64_t>(json_integer(object, key).value_or(0), 0, kMaxCount);
}

}  // namespace hearth::learning
