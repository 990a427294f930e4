#include "pattern_detection/event.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace hearth::pattern {
namespace {

constexpr std::array<std::string_view, 20> kRestingStates{
    "",         "off",           "closed",  "close",  "idle",
    "not_home", "away",          "standby", "locked", "docked",
    "disarmed", "clear",         "false",   "none",   "unavailable",
    "unknown",  "below_horizon", "paused",  "normal", "absent"};

bool is_number(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isdigit(c) != 0 || c == '.' || c == '-' || c == '+';
    });
}

}  // namespace

bool is_active_state(const std::string& state) {
    std::string word = state;
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool resting =
        std::find(kRestingStates.begin(), kRestingStates.end(), word) != kRestingStates.end();
    return !resting && !is_number(word);
}

}  // namespace hearth::pattern
