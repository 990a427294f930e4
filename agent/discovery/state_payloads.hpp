// How the agent stands, as the JSON objects that its entities read. Pure.
#pragma once

#include <string>

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

// What was last asked in Home Assistant, and what came of it.
struct Question {
    std::string id, text, asked;      // asked: ISO 8601
    std::string answer, kind, agent;  // empty: none yet
    std::string yaml;
};
Json question_payload(const Question& question);

}  // namespace hearth::discovery
