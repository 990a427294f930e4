// The commands of the learning loop beyond training itself: what it learned from, what it decided,
// when it will train, and what it shall not learn.
#include <algorithm>

#include "ask/ask_text.hpp"
#include "commands/handlers.hpp"
#include "commands/model_parameter.hpp"
#include "commands/model_report.hpp"
#include "commands/plan_report.hpp"
#include "core/iso_time.hpp"
#include "learning/quality_report.hpp"
#include "learning/scheduled_training.hpp"
#include "training/sample_scan.hpp"

namespace hearth::commands {

namespace {

// ---- what it learned from ---------------------------------------------------------------------

void quality(const AgentContext& agent, const Json& arguments, const Reply& reply) {
    const std::string name = text_member(arguments, "model");
    const training::TrainedModel* model = agent.trainer.find(name);
    if (!model) return reply(Error{ErrorCode::kNotFound, "there is no model named " + name});
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
    if (!agent.trainer.find(name))
        return Error{ErrorCode::kNotFound, "there is no model named " + name};
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
    if (!agent.trainer.find(name))
        return Error{ErrorCode::kNotFound, "there is no model named " + name};
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

// ---- when it trains ---------------------------------------------------------------------------

Result<Json> schedule(const AgentContext& agent, const Json& arguments) {
    const std::string action = json_string(arguments, "action").value_or("show");
    if (action != "show" && action != "start" && action != "stop")
        return Error{ErrorCode::kInvalid, "the action is show, start or stop"};
    if (action != "show")
        if (Status done = agent.scheduler.set_running(action == "start"); !done)
            return done.error();
    return agent.scheduler.report();
}

Result<Json> decide(const AgentContext& agent, const Json& arguments, bool promote) {
    const std::string name = text_member(arguments, "model");
    if (!agent.trainer.find(name))
        return Error{ErrorCode::kNotFound, "there is no model named " + name};
    if (Status done = agent.live.decide_shadow(name, promote); !done) return done.error();
    return model_summary(agent, name);
}

Result<Json> approval(const AgentContext& agent, const Json& arguments, bool approve) {
    const std::string name = text_member(arguments, "model");
    if (!agent.trainer.find(name))
        return Error{ErrorCode::kNotFound, "there is no model named " + name};
    if (Status done =
            agent.live.approvals().decide(name, approve, json_integer(arguments, "version"));
        !done)
        return done.error();
    return model_summary(agent, name);
}

// ---- what it shall not learn ------------------------------------------------------------------

Json pauses_json(const AgentContext& agent) {
    Json out = Json::array();
    for (const store::Pause& pause : agent.pauses.open())
        out.push_back({{"model", pause.model},
                       {"kind", pause.kind},
                       {"from", format_iso_time(pause.from_us)},
                       {"until", time_or_null(pause.until_us)},
                       {"reason", pause.reason}});
    return {{"pauses", std::move(out)}};
}

Result<Json> pause(const AgentContext& agent, const Json& arguments) {
    training::PauseRequest request;
    request.model = text_member(arguments, "model");
    if (!request.model.empty() && !agent.trainer.find(request.model))
        return Error{ErrorCode::kNotFound, "there is no model named " + request.model};
    if (json_bool(arguments, "guest").value_or(false)) request.kind = "guest";
    request.reason = text_member(arguments, "reason");
    if (const auto hours = json_number(arguments, "hours")) {
        if (!(*hours > 0 && *hours <= 24 * 366))
            return Error{ErrorCode::kInvalid, "hours is a number above 0, at most a year"};
        request.until_us =
            agent.clock.wall_us() + static_cast<TimeUs>(*hours * 3600 * kMicrosPerSecond);
    }
    if (Status done = agent.pauses.begin(request); !done) return done.error();
    return pauses_json(agent);
}

Result<Json> resume(const AgentContext& agent, const Json& arguments) {
    const bool guest = json_bool(arguments, "guest").value_or(false);
    if (Status done = agent.pauses.end(text_member(arguments, "model"), guest ? "guest" : "pause");
        !done)
        return done.error();
    return pauses_json(agent);
}

Result<Json> forget(const AgentContext& agent, const Json& arguments) {
    store::ForgetRequest request;
    request.entity_id = text_member(arguments, "entity");
    request.user_id = text_member(arguments, "person");
    for (const auto& [key, field] :
         {std::pair{"from", &request.from_us}, std::pair{"to", &request.to_us}}) {
        const std::string text = text_member(arguments, key);
        if (text.empty()) continue;
        const auto time = parse_iso_time(text);
        if (!time)
            return Error{ErrorCode::kInvalid, std::string(key) +
                                                  " is a time such as "
                                                  "2026-03-01T00:00:00Z, not '" +
                                                  text + "'"};
        *field = *time;
    }
    if (Status begun = agent.forgetting.begin(request); !begun) return begun.error();
    return agent.forgetting.progress();
}

}  // namespace

void add_learning_commands(CommandRegistry& registry, const AgentContext& agent) {
    const auto now = [agent](Result<Json> (*handler)(const AgentContext&, const Json&)) {
        return [agent, handler](const Json& arguments, const Reply& reply) {
            reply(handler(agent, arguments));
        };
    };
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
                 now(lineage));
    registry.add({"drift",
                  "whether the home still is the one that the active version learned from",
                  true,
                  {model_parameter()}},
                 now(drift));
    registry.add(
        {"decisions",
         "what the learning loop decided and why, newest first",
         true,
         {{"model", "string", false, "only of this model"},
          {"kind", "string", false,
           "only these: run, threshold, shadow, approval, watch, drift, schedule, rollback, pause, "
           "forget, setting"},
          {"limit", "integer", false, "how many"}}},
        now(decisions));
    registry.add(
        {"plan",
         "the plan of the next trainings, with everything computed",
         true,
         {{"model", "string", false, "which model; needed only when there are several"},
          {"cadence", "string", false, "daily, weekly or monthly; if not given, as the schedule"},
          {"min_replay", "integer", false, "rows that must be there"}}},
        [agent](const Json& arguments, const Reply& reply) { plan(agent, arguments, reply); });
    registry.add({"schedule",
                  "when the models train by the clock; start or stop all of it",
                  false,
                  {{"action", "string", false, "show, start or stop"}}},
                 now(schedule));
    for (const bool yes : {true, false})
        registry.add(
            {yes ? "promote" : "reject",
             yes ? "make the version in shadow active now" : "turn the version in shadow down",
             false,
             {model_parameter()}},
            [agent, yes](const Json& arguments, const Reply& reply) {
                reply(decide(agent, arguments, yes));
            });
    const ParameterInfo version = {"version", "integer", false,
                                   "the one that is meant; refused when another one waits"};
    for (const bool yes : {true, false})
        registry.add({yes ? "approve" : "decline",
                      yes ? "make the version that waits for approval active"
                          : "turn the version that waits for approval down",
                      false,
                      {model_parameter(), version}},
                     [agent, yes](const Json& arguments, const Reply& reply) {
                         reply(approval(agent, arguments, yes));
                     });
    registry.add({"pause",
                  "learn nothing for a while",
                  false,
                  {{"model", "string", false, "only do not train this model"},
                   {"hours", "number", false, "for how long; until resumed if not given"},
                   {"guest", "boolean", false, "guests are in the house"},
                   {"reason", "string", false, "why, for the log"}}},
                 now(pause));
    registry.add({"resume",
                  "end a pause",
                  false,
                  {{"model", "string", false, "of this model"},
                   {"guest", "boolean", false, "the guests have left"}}},
                 now(resume));
    registry.add({"forget",
                  "delete what was learned about an entity, a person or a period",
                  false,
                  {{"entity", "string", false, "entity id"},
                   {"person", "string", false, "Home Assistant's id of a person's user"},
                   {"from", "string", false, "begin of the period, such as 2026-03-01T00:00:00Z"},
                   {"to", "string", false, "end of the period"}}},
                 now(forget));
}

}  // namespace hearth::commands
