// The messages that Home Assistant would publish for a change, in the formats and on the topics
// that were chosen. Pure.
#pragma once

#include <string>
#include <vector>

#include "recording/ha_messages.hpp"

namespace hearth::cli {

struct HomeFormat {
    HaFormat format = HaFormat::kStatestream;
    std::string topic;  // base topic (statestream, plain JSON) or topic (eventstream); empty: HA's
};

// At QoS 1, whatever Home Assistant uses: nothing may be lost on the way.
std::vector<HaMessage> home_messages(const HomeEvent& event,
                                     const std::vector<HomeFormat>& formats);

}  // namespace hearth::cli
