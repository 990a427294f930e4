// Events for tests: a made-up household.
#pragma once

#include <string>

#include "pattern_detection/event.hpp"

namespace hearth::test {

inline constexpr TimeUs kMonday = 1'704'067'200 * kMicrosPerSecond;  // 2024-01-01 00:00 UTC

inline pattern::Event event_of(const std::string& label, TimeUs time_us) {
    pattern::Event event;
    event.label = label;
    event.entity = label.substr(0, label.find('='));
    event.time_us = time_us;
    return event;
}

}  // namespace hearth::test
