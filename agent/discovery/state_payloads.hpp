// How the agent stands, as the JSON objects that its entities read. Pure.
#pragma once

#include "core/json.hpp"
#include "discovery/agent_view.hpp"

namespace hearth::discovery {

Json agent_payload(const AgentValues& values);
// Figures that are always on the move are rounded, so that the payload changes only when there is
// something to see.
Json diagnostics_payload(const AgentValues& values);
Json model_payload(const ModelValues& values);

// prediction: as on <base>/predictions. The state is the likeliest label.
Json prediction_payload(const Json& prediction);

}  // namespace hearth::discovery
