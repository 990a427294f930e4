// automations, import_automations: what Home Assistant has already, so that it is not proposed.
#include "automation/signature.hpp"
#include "automation/yaml_reader.hpp"
#include "commands/handlers.hpp"
#include "core/iso_time.hpp"
#include "core/utf8.hpp"

namespace hearth::commands {

namespace {

// A longer file is sent in pieces (as `hearth import` does), so that the loop is not kept busy.
constexpr std::size_t kMaxYamlBytes = 64 * 1024;
constexpr std::size_t kMostProblems = 100;
constexpr std::size_t kLongestName = 200;

Json known_report(const store::KnownAutomation& known) {
    Json out = {{"source", known.source},
                {"alias", known.alias},
                {"entity_id", known.entity_id.empty() ? Json() : Json(known.entity_id)},
                {"config_id", known.config_id.empty() ? Json() : Json(known.config_id)},
                {"first", format_iso_time(known.first_us)},
                {"last", format_iso_time(known.last_us)},
                {"runs", known.runs}};
    if (!known.trigger_text.empty()) out["trigger_text"] = known.trigger_text;
    const auto signature = parse_json(known.signature);
    const auto read = signature ? automation::signature_from_json(*signature) : std::nullopt;
    out["signature"] = read ? *signature : Json();
    out["text"] = read ? automation::in_words(*read) : "seen, but not what it does";
    if (const auto tree = parse_json(known.tree)) out["automation"] = *tree;
    return out;
}

Result<Json> automations(const AgentContext& agent) {
    const auto known = agent.store.known_automations().list();
    if (!known) return known.error();
    Json out = Json::array();
    for (const store::KnownAutomation& one : *known) out.push_back(known_report(one));
    return out;
}

store::KnownAutomation row_of(const automation::Automation& tree, TimeUs now) {
    const automation::Signature signature = automation::signature_of(tree);
    store::KnownAutomation out;
    out.source = "import";
    out.config_id = utf8_excerpt(tree.id, kLongestName);
    out.alias = utf8_excerpt(tree.alias, kLongestName);
    out.signature = signature.text();
    out.signature_key = signature.key();
    out.tree = to_json(tree).dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    out.first_us = out.last_us = now;
    return out;
}

Result<Json> import_automations(const AgentContext& agent, const Json& arguments) {
    automation::ReadLimits limits;
    limits.max_bytes = kMaxYamlBytes;
    const auto read =
        automation::read_automations(json_string(arguments, "yaml").value_or(""), limits);
    if (!read) return read.error();
    std::vector<store::KnownAutomation> rows;
    for (const automation::ReadAutomation& one : read->automations)
        rows.push_back(row_of(one.tree, agent.clock.wall_us()));
    const bool add = json_bool(arguments, "add").value_or(false);
    // A file that cannot be read must not look like a home without automations.
    if (rows.empty() && !add && !read->problems.empty())
        return Error{ErrorCode::kInvalid,
                     "no automation could be read:\n" + automation::to_string(read->problems)};
    const std::size_t imported = rows.size();
    if (Status done = agent.store.known_automations().import(std::move(rows), add); !done)
        return done.error();
    Json problems = Json::array();
    for (const automation::Problem& problem : read->problems)
        if (problems.size() < kMostProblems)
            problems.push_back(
                {{"line", problem.line}, {"path", problem.path}, {"text", problem.text}});
    return Json{{"imported", imported},
                {"problems", std::move(problems)},
                {"problems_total", read->problems.size()}};
}

}  // namespace

void add_automation_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add({"automations", "the automations that Home Assistant is known to have", true, {}},
                 [agent](const Json&, const Reply& reply) { reply(automations(agent)); });
    registry.add(
        {"import_automations",
         "tell which automations Home Assistant has",
         false,
         {{"yaml", "string", true, "the text of automations.yaml, or a piece of it; up to 64 KiB"},
          {"add", "boolean", false, "keep those of earlier imports, for the further pieces"}}},
        [agent](const Json& arguments, const Reply& reply) {
            reply(import_automations(agent, arguments));
        });
}

}  // namespace hearth::commands
