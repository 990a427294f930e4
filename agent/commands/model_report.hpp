// How a model stands, as JSON: the same words in status, models, why and on MQTT.
#pragma once

#include <optional>
#include <string>

#include "commands/agent_context.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/run.hpp"

namespace hearth::commands {

// {"name","state","active_version","score","score_metric","samples_new","threshold","reason", …}.
// state: "disabled", "training", "active", "fallback" (counting answers), "waiting" (nothing
// answers yet). Published on every change, so it holds no table of metrics; those stand in
// version_report and run_report. kNotFound.
Result<Json> model_summary(const AgentContext& agent, const std::string& model);

// {"model","state","samples_new","threshold","missing","filtered","blockers","drift","next", …}.
// kNotFound.
Result<Json> why_report(const AgentContext& agent, const std::string& model);

Json run_report(const Run& run);
// pinned: the model's pinned version, if it has one.
Json version_report(const ModelVersion& version, std::optional<std::int64_t> pinned);

// ISO time, or null for 0.
Json time_or_null(TimeUs time);

}  // namespace hearth::commands
