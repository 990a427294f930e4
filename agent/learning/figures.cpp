#include "learning/figures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace hearth::learning {

std::string fixed(double value, int digits) {
    if (std::abs(value) < 0.5 * std::pow(10.0, -digits)) value = 0;
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string counted(std::int64_t n, const std::string& noun) {
    return std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

std::string span_words(TimeUs span_us) {
    const TimeUs minutes = span_us / (60 * kMicrosPerSecond);
    if (minutes > 2 * 24 * 60) return counted(minutes / (24 * 60), "day");
    if (minutes >= 2 * 60) return counted(minutes / 60, "hour");
    return counted(minutes, "minute");
}

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
