// Habits as a model tells them.
#pragma once

#include <string>

#include "core/json.hpp"

namespace hearth::test {

// People close the blind after the television goes on, 20 of 21 times.
inline Json sequence_habit(const std::string& label = "cover.blind=closed",
                           const std::string& after = "media_player.tv=playing") {
    return {{"kind", "sequence"},
            {"label", label},
            {"after", after},
            {"support", 20},
            {"of", 21},
            {"confidence", 20.0 / 21},
            {"confidence_low", .77},
            {"lift", 12},
            {"q_value", 1e-6},
            {"weeks", {{"held", 4}, {"of", 4}}},
            {"days", {0, 1, 2, 3, 4, 5, 6}},
            {"median_s", 20},
            {"within_s", 60},
            {"text", "after media_player.tv playing, cover.blind closed followed"}};
}

// The coffee machine goes on at about 06:43 on workdays.
inline Json time_habit() {
    return {{"kind", "time_of_day"},
            {"label", "switch.coffee=on"},
            {"support", 19},
            {"of", 20},
            {"confidence", .95},
            {"confidence_low", .76},
            {"lift", 5},
            {"q_value", 1e-6},
            {"weeks", {{"held", 4}, {"of", 4}}},
            {"days", {0, 1, 2, 3, 4}},
            {"from", "06:15"},
            {"to", "07:15"},
            {"at", "06:43"},
            {"text", "switch.coffee on happened"}};
}

}  // namespace hearth::test
