// The commands that change how Hearth works while it runs: settings, the guests, a model's reset.
#include "commands/at_once.hpp"
#include "commands/handlers.hpp"

namespace hearth::commands {

namespace {

const ParameterInfo kKey = {"key", "string", true,
                            "which setting, such as models.pattern_detection.threshold"};

Result<Json> settings(const AgentContext& agent, const Json& arguments) {
    return agent.settings.list(text_member(arguments, "key"));
}

Result<Json> set(const AgentContext& agent, const Json& arguments) {
    const std::string key = text_member(arguments, "key");
    const std::string from = json_string(arguments, "from").value_or("command");
    if (from != "command" && from != "home_assistant")
        return Error{ErrorCode::kInvalid, "'from' is command or home_assistant"};
    if (Status done = agent.settings.set(key, arguments.at("value"), from); !done)
        return done.error();
    return agent.settings.list(key);
}

Result<Json> unset(const AgentContext& agent, const Json& arguments) {
    const std::string key = text_member(arguments, "key");
    if (Status done = agent.settings.unset(key); !done) return done.error();
    return agent.settings.list(key);
}

// A switch says what shall be, not what shall change: to say it twice is no error.
Result<Json> guests(const AgentContext& agent, const Json& arguments) {
    const bool present = json_bool(arguments, "present").value_or(false);
    if (present != agent.pauses.guests_present()) {
        const Status done =
            present ? agent.pauses.begin({"", "guest", 0, ""}) : agent.pauses.end("", "guest");
        if (!done) return done.error();
    }
    return Json{{"present", agent.pauses.guests_present()}};
}

Result<Json> reset(const AgentContext& agent, const Json& arguments) {
    const std::string model = text_member(arguments, "model");
    const auto removed = agent.forgetting.reset(model);
    if (!removed) return removed.error();
    return Json{{"model", model}, {"versions_removed", *removed}};
}

}  // namespace

void add_settings_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add({"settings",
                  "the settings in force, and where each comes from",
                  true,
                  {{"key", "string", false, "only this one"}}},
                 at_once(agent, settings));
    registry.add({"set",
                  "change a setting while Hearth runs; it goes before the settings file",
                  false,
                  {kKey,
                   {"value", "scalar", true, "a text, a number, true or false"},
                   {"from", "string", false, "who sets it: command or home_assistant"}}},
                 at_once(agent, set));
    registry.add({"unset", "go back to what the settings file says", false, {kKey}},
                 at_once(agent, unset));
    registry.add({"guests",
                  "guests are in the house, or have left: what they do is not learned",
                  false,
                  {{"present", "boolean", true, "true: they are here"}}},
                 at_once(agent, guests));
    registry.add({"reset",
                  "delete all versions of a model and train it anew; samples stay",
                  false,
                  {{"model", "string", true, "name of the model, as `hearth models` lists it"}}},
                 at_once(agent, reset));
}

}  // namespace hearth::commands
