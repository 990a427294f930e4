// automations, import_automations: what Home Assistant has already, so that it is not proposed.
#include <algorithm>

#include "automation/signature.hpp"
#include "automation/yaml_reader.hpp"
#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "core/iso_time.hpp"
#include "core/utf8.hpp"

namespace hearth::commands {

namespace {

// A longer file is sent in pieces (as `hearth import` does), so that the loop is not kept busy.
constexpr std::size_t kMaxYamlBytes = 64 * 1024;
constexpr std::size_t kMostProblems = 100;
constexpr std::int64_t kMostListed = 500;
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
    return out;
}

Result<Json> automations(const AgentContext& agent, const Json& arguments) {
    const std::int64_t limit = std::clamp<std::int64_t>(
        json_integer(arguments, "limit").value_or(kMostListed), 1, kMostListed);
    const auto known = agent.store.known_automations().list(limit);
    if (!known) return known.error();
    const bool trees = json_bool(arguments, "trees").value_or(false);
    Json out = Json::array();
    for (const store::KnownAutomation& one : *known) {
        out.push_back(known_report(one));
        if (!trees) continue;
        const auto text = agent.store.known_automations().tree_of(one.id);
        if (!text) return text.error();
        if (const auto tree = parse_json(*text)) out.back()["automation"] = *tree;
    }
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
    out.first_us = out.last_us = out.imported_us = now;
    return out;
}

Result<Json> import_automations(const AgentContext& agent, const Json& arguments) {
    automation::ReadLimits limits;
    limits.max_bytes = kMaxYamlBytes;
    const auto read =
        automation::read_automations(json_string(arguments, "yaml").value_or(""), limits);
    if (!read) return read.error();
    const TimeUs now = agent.clock.wall_us();
    TimeUs since = json_bool(arguments, "more").value_or(false) ? 0 : now;
    if (const auto begun = json_string(arguments, "since"); begun && since != 0) {
        const auto time = parse_iso_time(*begun);
        if (!time || *time > now)
            return Error{ErrorCode::kInvalid,
                         "'since' must be the time that the reply to the first piece gave"};
        since = *time;
    }
    // A file that cannot be read must not look like a home without automations.
    if (read->automations.empty() && !read->problems.empty())
        return Error{ErrorCode::kInvalid,
                     "no automation could be read:\n" + automation::to_string(read->problems)};
    std::vector<store::KnownAutomation> rows;
    for (const automation::ReadAutomation& one : read->automations)
        rows.push_back(row_of(one.tree, now));
    const std::size_t imported = rows.size();
    if (Status done = agent.store.known_automations().import(std::move(rows), since); !done)
        return done.error();
    Json problems = Json::array();
    for (const automation::Problem& problem : read->problems)
        if (problems.size() < kMostProblems)
            problems.push_back(
                {{"line", problem.line}, {"path", problem.path}, {"text", problem.text}});
    return Json{{"imported", imported},
                {"time", format_iso_time(now)},
                {"problems", std::move(problems)},
                {"problems_total", read->problems.size()}};
}

}  // namespace

void add_automation_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add({"automations",
                  "the automations that Home Assistant is known to have",
                  true,
                  {{"limit", "integer", false, "at most so many, up to 500"},
                   {"trees", "boolean", false, "with the whole of those that were imported"}}},
                 at_once(agent, automations));
    registry.add(
        {"import_automations",
         "tell which automations Home Assistant has",
         false,
         {{"yaml", "string", true, "the text of automations.yaml, or a piece of it; up to 64 KiB"},
          {"more", "boolean", false, "further pieces follow: earlier imports stay for now"},
          {"since", "string", false,
           "with the last of several pieces: the time in the reply to the first"}}},
        at_once(agent, import_automations));
}

}  // namespace hearth::commands
