// The kinds of entities that an automation proposed by Hearth may act on.
#pragma once

#include <array>
#include <string_view>

namespace hearth {

inline constexpr std::array<std::string_view, 11> kProposableDomains{
    "light", "switch",     "fan",           "cover",        "climate", "media_player",
    "lock",  "humidifier", "input_boolean", "water_heater", "vacuum"};

// In the setting suggestions.domains, alone: none of them. An empty list is all of them.
inline constexpr std::string_view kNoDomain = "none";

}  // namespace hearth
