// Simulated homes with areas, devices, names and events: what the anonymised real homes lack. They
// serve to learn how much such knowledge is worth, and to test; nothing that is measured on them is
// a figure about real homes.
#pragma once

#include <cstdint>

#include "gnn_synergy/home/co_activation.hpp"
#include "gnn_synergy/home/home.hpp"

namespace hearth::synergy {

struct SimulatedHome {
    Home home;
    CoActivation events;
};

// 4 to 12 areas named in one of four languages, entities by usual furnishing, automations by what
// people automate (mostly within an area), a part of them also done by hand. Areas and devices are
// not always known, names not always telling. `has_events` false: nothing has happened yet.
SimulatedHome simulate_home(std::uint64_t seed, bool has_events = true);

}  // namespace hearth::synergy
