#include "recording/pacer.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace hearth {

Result<ReplaySpeed> parse_replay_speed(const std::string& text) {
    if (text == "max") return ReplaySpeed();
    std::string_view digits = text;
    if (!digits.empty() && digits.back() == 'x') digits.remove_suffix(1);
    double speed = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), speed);
    constexpr double kFastest = 1e9;
    if (code != std::errc() || end != digits.data() + digits.size() || !(speed > 0) ||
        speed > kFastest)
        return Error{ErrorCode::kInvalid,
                     "'" + text.substr(0, 40) +
                         "' is no speed; use 1 for real time, a number such as 60 or 0.5, or max"};
    return ReplaySpeed(speed);
}

TimeUs Pacer::due_us(TimeUs event_us) {
    if (!speed_) return start_;
    if (last_event_) elapsed_ += std::max<TimeUs>(0, event_us - *last_event_);
    last_event_ = event_us;
    constexpr double kCentury = 36'525.0 * static_cast<double>(kMicrosPerDay);
    return start_ +
           static_cast<TimeUs>(std::min(static_cast<double>(elapsed_) / *speed_, kCentury));
}

}  // namespace hearth
