// The commands that show the learning loop: what it learned from, what it decided and what it
// plans.
#include <algorithm>

#include "ask/ask_text.hpp"
#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "commands/model_parameter.hpp"
#include "commands/model_report.hpp"
#include "commands/plan_report.hpp"
#include "core/iso_time.hpp"
#include "domain/no_such_model.hpp"
#include "learning/quality_report.hpp"
#include "learning/scheduled_training.hpp"
#include "training/sample_scan.hpp"

namespace hearth::commands {

namespace {

void quality(const AgentContext& agent, const Json& arguments, const Reply& reply) {
    const std::string name = text_member(arguments, "model");
    const training::TrainedModel* model = agent.trainer.find(name);
    if (!model) return reply(no_such_model(name));
    const auto dropped =
        agent.store.dropped().list(model->manifest.samples.kind,
                                   static_cast<int>(std::clamp<std::int64_t>(
                                       json_integer(arguments, "dropped").value_or(0), 0, 1000)));
    if (!dropped) return reply(dropped.error());
    const auto feedback = agent.store.ask().feedback_counts();
    if (!feedback) return reply(feedback.error());
    Json rows = Json::array();
    for (const store::DroppedSample& row : *dropped)
        rows.push_back({{"time", format_iso_time(row.time_us)},
                        {"entity", row.entity_id},
                        {"label", row.label},
                        {"reason", row.reason}});
    training::SampleScan::start(
        agent.loop, agent.store, model->manifest.samples, quality_needs(agent, model->manifest), 0,
        [name, reply, rows, feedback = *feedback,
         zone = agent.zone](const Result<training::ScanResult>& scan) {
            if (!scan) return reply(scan.error());
            reply(Json{
                {"model", name},
                {"quality", learning::to_json(scan->quality)},
                {"text", learning::to_text(scan->quality, zone) + ask::feedback_text(feedback)},
                {"feedback", feedback},
                {"dropped_rows", rows}});
        });
}

Result<Json> lineage(const AgentContext& agent, const Json& arguments) {
    const std::string name = text_member(arguments, "model");
    if (!agent.trainer.find(name)) return no_such_model(name);
    const auto number = json_integer(arguments, "version");
    const auto version =
        number ? agent.store.versions().get(name, *number) : agent.store.versions().active(name);
    if (!version) return version.error();
    if (!*version)
        return Error{ErrorCode::kNotFound, number
                                               ? name + " has no version " + std::to_string(*number)
                                               : name + " has no active version; name one"};
    const auto run = agent.store.runs().get((*version)->run_id);
    if (!run) return run.error();
    const auto anchor = agent.store.sample_sets().anchor(name);
    if (!anchor) return anchor.error();
    const auto pinned = agent.versions.pinned(name);
    if (!pinned) return pinned.error();
    Json out = version_report(**version, *pinned);
    out["model"] = name;
    out["trained_through_sample"] = (*version)->trained_through_sample;
    out["feature_schema"] = (*version)->feature_schema;
    out["anchor_samples_kept_out"] = anchor->size();
    if (*run) out["run"] = run_report(**run);
    return out;
}

Result<Json> drift(const AgentContext& agent, const Json& arguments) {
    const std::string name = text_member(arguments, "model");
    if (!agent.trainer.find(name)) return no_such_model(name);
    return agent.drift.report(name);
}

Result<Json> decisions(const AgentContext& agent, const Json& arguments) {
    const int limit = static_cast<int>(
        std::clamp<std::int64_t>(json_integer(arguments, "limit").value_or(20), 1, 1000));
    const auto list = agent.store.decisions().list(limit, text_member(arguments, "model"),
                                                   text_member(arguments, "kind"));
    if (!list) return list.error();
    Json out = Json::array();
    for (const Decision& decision : *list) out.push_back(training::to_json(decision));
    return out;
}

void plan(const AgentContext& agent, const Json& arguments, const Reply& reply) {
    learning::PlanRequest request;
    request.model = text_member(arguments, "model");
    if (request.model.empty() && agent.trainer.models().size() == 1)
        request.model = agent.trainer.models().front().manifest.name;
    // Unless said otherwise, as the model's own schedule has it.
    const auto own = learning::cadence_of(agent.scheduler.next_slots(request.model, 2));
    const std::string word = json_string(arguments, "cadence")
                                 .value_or(to_string(own.value_or(learning::Cadence::kWeekly)));
    const auto cadence = learning::cadence_from_string(word);
    if (!cadence)
        return reply(Error{ErrorCode::kInvalid,
                           "the cadence is daily, weekly or monthly, not '" + word + "'"});
    request.cadence = *cadence;
    request.min_replay = json_integer(arguments, "min_replay").value_or(0);
    if (request.min_replay < 0)
        return reply(Error{ErrorCode::kInvalid, "min_replay is a number of rows, not negative"});
    make_plan(agent, request, reply);
}

}  // namespace

void add_learning_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add(
        {"quality",
         "what the samples of a model are worth",
         true,
         {model_parameter(),
          {"dropped", "integer", false, "how many of the rows dropped last to list"}}},
        [agent](const Json& arguments, const Reply& reply) { quality(agent, arguments, reply); });
    registry.add({"lineage",
                  "from which samples, by which run a version came",
                  true,
                  {model_parameter(),
                   {"version", "integer", false, "which one; the active one if not given"}}},
                 at_once(agent, lineage));
    registry.add({"drift",
                  "whether the home still is the one that the active version learned from",
                  true,
                  {model_parameter()}},
                 at_once(agent, drift));
    registry.add(
        {"decisions",
         "what the learning loop decided and why, newest first",
         true,
         {{"model", "string", false, "only of this model"},
          {"kind", "string", false,
           "only these: run, threshold, shadow, approval, watch, drift, schedule, rollback, pause, "
           "forget, setting"},
          {"limit", "integer", false, "how many"}}},
        at_once(agent, decisions));
    registry.add(
        {"plan",
         "the plan of the next trainings, with everything computed",
         true,
         {{"model", "string", false, "which model; needed only when there are several"},
          {"cadence", "string", false, "daily, weekly or monthly; if not given, as the schedule"},
          {"min_replay", "integer", false, "rows that must be there"}}},
        [agent](const Json& arguments, const Reply& reply) { plan(agent, arguments, reply); });
}

}  // namespace hearth::commands
