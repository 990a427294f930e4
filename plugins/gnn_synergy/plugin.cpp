#include "gnn_synergy/synergy_plugin.hpp"

HEARTH_REGISTER_LEAN_PLUGIN(hearth::synergy::SynergyPlugin, "gnn_synergy", "0.1.0")
