#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "commands/model_parameter.hpp"
#include "commands/model_report.hpp"
#include "domain/no_such_model.hpp"

namespace hearth::commands {

namespace {

Result<Json> train(const AgentContext& agent, const Json& arguments) {
    training::TrainCommand command;
    command.model = json_string(arguments, "model").value_or("");
    command.full = json_bool(arguments, "full").value_or(false);
    command.dry_run = json_bool(arguments, "dry_run").value_or(false);
    command.force = json_bool(arguments, "force").value_or(false);
    const auto run = agent.trainer.request(command);
    if (!run) return run.error();
    const bool running = agent.trainer.progress_of(command.model).has_value();
    return Json{{"run", run->id},
                {"model", run->model},
                {"kind", to_string(run->kind)},
                {"state", running ? "running" : "queued"},
                {"position", agent.trainer.position_of(command.model)},
                {"dry_run", run->dry_run}};
}

Result<Json> cancel(const AgentContext& agent, const Json& arguments) {
    const std::string model = json_string(arguments, "model").value_or("");
    if (const Status done = agent.trainer.cancel(model); !done) return done.error();
    return Json{{"model", model}, {"state", "cancelling"}};
}

Result<Json> rollback(const AgentContext& agent, const Json& arguments) {
    const std::string model = json_string(arguments, "model").value_or("");
    if (!agent.trainer.find(model)) return no_such_model(model);
    const auto version = agent.live.roll_back(model, json_integer(arguments, "version"));
    if (!version) return version.error();
    return Json{{"model", model}, {"active_version", version->version}};
}

Result<Json> pin(const AgentContext& agent, const Json& arguments) {
    const std::string model = json_string(arguments, "model").value_or("");
    const std::int64_t version = json_integer(arguments, "version").value_or(0);
    if (!agent.trainer.find(model)) return no_such_model(model);
    if (const Status done = agent.versions.pin(model, version); !done) return done.error();
    return Json{{"model", model}, {"pinned_version", version}};
}

Result<Json> unpin(const AgentContext& agent, const Json& arguments) {
    const std::string model = json_string(arguments, "model").value_or("");
    if (!agent.trainer.find(model)) return no_such_model(model);
    const auto version = agent.versions.unpin(model, json_integer(arguments, "version"));
    if (!version) return version.error();
    return Json{{"model", model}, {"pinned_version", Json()}, {"unpinned_version", *version}};
}

}  // namespace

void add_acting_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add(
        {"train",
         "train a model now, if it is due or forced",
         false,
         {model_parameter(),
          {"full", "boolean", false, "from scratch, not incrementally"},
          {"dry_run", "boolean", false, "train and judge, but do not activate"},
          {"force", "boolean", false,
           "whatever the threshold, waiting times, a shadow, load, allowed hours and mains power "
           "say; not in a pause, nor with low memory, heat or a low battery"}}},
        at_once(agent, train));
    registry.add({"cancel", "stop the training of a model", false, {model_parameter()}},
                 at_once(agent, cancel));
    registry.add({"rollback",
                  "make an earlier version of a model active",
                  false,
                  {model_parameter(),
                   {"version", "integer", false, "which one; the previous one if not given"}}},
                 at_once(agent, rollback));
    registry.add({"pin",
                  "keep a version of a model, however old it becomes",
                  false,
                  {model_parameter(), {"version", "integer", true, "which one"}}},
                 at_once(agent, pin));
    registry.add({"unpin",
                  "let the pinned version of a model go when it is old",
                  false,
                  {model_parameter(), {"version", "integer", false, "only if it is this one"}}},
                 at_once(agent, unpin));
}

}  // namespace hearth::commands
