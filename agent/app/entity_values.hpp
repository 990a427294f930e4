// From the engine to what Home Assistant is shown of it. Event loop only.
#pragma once

#include "discovery/agent_view.hpp"
#include "engine/engine.hpp"

namespace hearth::app {

discovery::AgentView agent_view(engine::Engine& engine);
discovery::AgentValues agent_values(engine::Engine& engine);
// summary: of commands::model_summary.
discovery::ModelValues model_values(engine::Engine& engine, const training::TrainedModel& model,
                                    const Json& summary);

}  // namespace hearth::app
