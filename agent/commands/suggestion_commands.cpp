// What could be automated, and what the household says to it.
#include <algorithm>

#include "automation/yaml_reader.hpp"
#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "domain/proposable.hpp"
#include "suggestions/choice.hpp"

namespace hearth::commands {

namespace {

using suggestions::Suggestion;

const ParameterInfo kSuggestion = {"suggestion", "string", true,
                                   "of the suggestion, as `hearth suggestions` lists it"};

template <class List>
std::string joined(const List& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + std::string(word);
    return out;
}

// Only what is open or comes back; with "all" also what was answered or has expired.
Result<Json> list(const AgentContext& agent, const Json& arguments) {
    auto known = agent.suggestion_keeper.all();
    if (!known) return known.error();
    const bool all = json_bool(arguments, "all").value_or(false);
    Json out = Json::array();
    std::vector<std::string> shown;
    for (const Suggestion& one : *known) {
        if (!all && !is_open(one.state)) continue;
        if (is_open(one.state)) shown.push_back(one.id);
        out.push_back(report(one));
    }
    if (Status marked = agent.suggestion_keeper.mark_shown(shown); !marked) return marked.error();
    return out;
}

Result<Json> show(const AgentContext& agent, const Json& arguments) {
    const std::string id = json_string(arguments, "suggestion").value_or("");
    const auto found = agent.suggestion_keeper.get(id);
    if (!found) return found.error();
    if (Status marked = agent.suggestion_keeper.mark_shown({id}); !marked) return marked.error();
    Json out = report(*found);
    out["evidence"] = found->proposal.evidence;
    return out;
}

Result<Json> reported(const Result<Suggestion>& suggestion) {
    if (!suggestion) return suggestion.error();
    return report(*suggestion);
}

Result<Json> accept(const AgentContext& agent, const Json& arguments) {
    std::optional<automation::Automation> modified;
    if (const auto yaml = json_string(arguments, "yaml")) {
        auto read = automation::read_automation(*yaml);
        if (!read) return Error{read.error().code, "yaml: " + read.error().text};
        modified = std::move(*read);
    }
    return reported(agent.suggestion_keeper.accept(
        json_string(arguments, "suggestion").value_or(""), std::move(modified)));
}

Result<Json> reject(const AgentContext& agent, const Json& arguments) {
    constexpr std::size_t kMostReason = 500;
    const std::string why = json_string(arguments, "reason").value_or("");
    if (why.size() > kMostReason)
        return Error{ErrorCode::kTooLarge, "the reason has " + std::to_string(why.size()) +
                                               " bytes; at most 500 are kept"};
    return reported(
        agent.suggestion_keeper.reject(json_string(arguments, "suggestion").value_or(""), why));
}

Result<Json> later(const AgentContext& agent, const Json& arguments) {
    const auto days = json_integer(arguments, "days");
    if (days && (*days < 1 || *days > 365))
        return Error{ErrorCode::kInvalid, "days is a whole number from 1 to 365"};
    return reported(agent.suggestion_keeper.later(
        json_string(arguments, "suggestion").value_or(""),
        days ? std::optional(static_cast<int>(*days)) : std::nullopt));
}

// The list of the setting with this one in it or not. A switch says what shall be: to say it twice
// is no error.
Result<Json> switch_domain(const AgentContext& agent, const Json& arguments) {
    constexpr const char* kKey = "suggestions.domains";
    const std::string domain = json_string(arguments, "domain").value_or("");
    if (std::find(kProposableDomains.begin(), kProposableDomains.end(), domain) ==
        kProposableDomains.end())
        return Error{ErrorCode::kInvalid, "Hearth proposes nothing for '" + domain +
                                              "' entities; the domain is one of " +
                                              joined(kProposableDomains)};
    const auto row = agent.settings.list(kKey);
    if (!row) return row.error();
    const auto now = row->at("value").get<std::vector<std::string>>();
    const auto wanted =
        suggestions::with_domain(now, domain, json_bool(arguments, "on").value_or(true));
    const std::string from = json_string(arguments, "from").value_or("command");
    if (wanted != now)
        if (Status done = agent.settings.set(kKey, "[" + joined(wanted) + "]", from); !done)
            return done.error();
    return agent.settings.list(kKey);
}

void look(const AgentContext& agent, const Reply& reply) {
    agent.suggester.look([reply](const Result<suggestions::Look>& look) {
        if (!look) return reply(look.error());
        Json made = Json::array();
        for (const Suggestion& one : look->made) made.push_back(report(one));
        reply(Json{{"habits", look->habits},
                   {"synergies", look->synergies},
                   {"made", std::move(made)},
                   {"left_out", look->left_out}});
    });
}

}  // namespace

void add_suggestion_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add({"suggestions",
                  "automations that Hearth proposes, newest first; new ones count as shown then",
                  true,
                  {{"all", "boolean", false, "also those that were answered or have expired"}}},
                 at_once(agent, list));
    registry.add(
        {"suggestion",
         "one suggestion, with its YAML and what it rests on; a new one counts as shown then",
         true,
         {kSuggestion}},
        at_once(agent, show));
    registry.add({"accept_suggestion",
                  "note that the household took it over",
                  false,
                  {kSuggestion, {"yaml", "string", false, "the automation as it was changed"}}},
                 at_once(agent, accept));
    registry.add({"reject_suggestion",
                  "turn it down: it is never proposed again",
                  false,
                  {kSuggestion, {"reason", "string", false, "why, for the record"}}},
                 at_once(agent, reject));
    registry.add({"postpone_suggestion",
                  "show it again later",
                  false,
                  {kSuggestion, {"days", "integer", false, "after so many days"}}},
                 at_once(agent, later));
    registry.add({"suggest_domain",
                  "propose automations that act on such entities, or do not",
                  false,
                  {{"domain", "string", true, "such as light; see suggestions.domains"},
                   {"on", "boolean", true, "false: propose none"},
                   {"from", "string", false, "who sets it: command or home_assistant"}}},
                 at_once(agent, switch_domain));
    registry.add({"suggest", "look now for what could be automated", false, {}},
                 [agent](const Json&, const Reply& reply) { look(agent, reply); });
}

}  // namespace hearth::commands
