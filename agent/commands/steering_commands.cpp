// The commands that steer the learning loop: when it trains, which version answers, and what it
// shall not learn.
#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "commands/model_parameter.hpp"
#include "commands/model_report.hpp"
#include "core/iso_time.hpp"
#include "domain/no_such_model.hpp"

namespace hearth::commands {

namespace {

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

template <bool kPromote>
Result<Json> decide_shadow(const AgentContext& agent, const Json& arguments) {
    const std::string name = text_member(arguments, "model");
    if (!agent.trainer.find(name)) return no_such_model(name);
    if (Status done = agent.live.decide_shadow(name, kPromote); !done) return done.error();
    return model_summary(agent, name);
}

template <bool kApprove>
Result<Json> decide_approval(const AgentContext& agent, const Json& arguments) {
    const std::string name = text_member(arguments, "model");
    if (!agent.trainer.find(name)) return no_such_model(name);
    if (Status done =
            agent.live.approvals().decide(name, kApprove, json_integer(arguments, "version"));
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
        return no_such_model(request.model);
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

void add_steering_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add({"schedule",
                  "when the models train by the clock; start or stop all of it",
                  false,
                  {{"action", "string", false, "show, start or stop"}}},
                 at_once(agent, schedule));
    registry.add({"promote", "make the version in shadow active now", false, {model_parameter()}},
                 at_once(agent, decide_shadow<true>));
    registry.add({"reject", "turn the version in shadow down", false, {model_parameter()}},
                 at_once(agent, decide_shadow<false>));
    const ParameterInfo version = {"version", "integer", false,
                                   "the one that is meant; refused when another one waits"};
    registry.add({"approve",
                  "make the version that waits for approval active",
                  false,
                  {model_parameter(), version}},
                 at_once(agent, decide_approval<true>));
    registry.add({"decline",
                  "turn the version that waits for approval down",
                  false,
                  {model_parameter(), version}},
                 at_once(agent, decide_approval<false>));
    registry.add({"pause",
                  "learn nothing for a while",
                  false,
                  {{"model", "string", false, "only do not train this model"},
                   {"hours", "number", false, "for how long; until resumed if not given"},
                   {"guest", "boolean", false, "guests are in the house"},
                   {"reason", "string", false, "why, for the log"}}},
                 at_once(agent, pause));
    registry.add({"resume",
                  "end a pause",
                  false,
                  {{"model", "string", false, "of this model"},
                   {"guest", "boolean", false, "the guests have left"}}},
                 at_once(agent, resume));
    registry.add({"forget",
                  "delete what was learned about an entity, a person or a period",
                  false,
                  {{"entity", "string", false, "entity id"},
                   {"person", "string", false, "Home Assistant's id of a person's user"},
                   {"from", "string", false, "begin of the period, such as 2026-03-01T00:00:00Z"},
                   {"to", "string", false, "end of the period"}}},
                 at_once(agent, forget));
}

}  // namespace hearth::commands
