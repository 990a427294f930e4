#include <algorithm>

#include "ask/ask_messages.hpp"
#include "ask/ask_text.hpp"
#include "ask/mentions.hpp"
#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "core/ids.hpp"
#include "core/iso_time.hpp"

namespace hearth::commands {

namespace {

constexpr const char* kSource = "command";

// Over MQTT a command has an id, which is that of what it brings too.
std::string id_of(const Json& arguments, const Clock& clock) {
    const std::string given = text_member(arguments, "id");
    return ask::is_ask_id(given) ? given : new_ulid(clock.wall_us());
}

Result<Json> ask_question(const AgentContext& agent, const Json& arguments) {
    AskEntry entry;
    entry.id = id_of(arguments, agent.clock);
    entry.text = text_member(arguments, "text");
    if (const Status fine = ask::check_question(entry.text); !fine) return fine.error();
    entry.time_us = agent.clock.wall_us();
    entry.source = kSource;
    entry.entities = ask::mentioned_entities({entry.text});
    ask::refuse(entry);
    const auto stored = agent.ask.record_now(entry);
    if (!stored) return stored.error();
    if (!*stored)
        return Error{ErrorCode::kConflict,
                     "a question or suggestion has the id " + entry.id + " already"};
    return ask::reply_json(entry);
}

// The last question that was typed in Home Assistant: its text field sends nothing as long as the
// same text stands in it.
Result<Json> ask_again(const AgentContext& agent, const Json&) {
    constexpr int kLookedAt = 100;
    const auto entries = agent.store.ask().list(kLookedAt);
    if (!entries) return entries.error();
    for (const AskEntry& entry : *entries) {
        if (entry.kind != "query" || entry.source != "home_assistant") continue;
        const std::string id = new_ulid(agent.clock.wall_us());
        const Status sent = agent.send_question({{"id", id},
                                                 {"text", entry.text},
                                                 {"source", entry.source},
                                                 {"wait", true},
                                                 {"time", format_iso_time(agent.clock.wall_us())}});
        if (!sent) return sent.error();
        return Json{{"asked", id}};
    }
    return Error{ErrorCode::kNotFound, "nothing was asked in Home Assistant's text field yet"};
}

Result<Json> show_log(const AgentContext& agent, const Json& arguments) {
    const auto limit = static_cast<int>(
        std::clamp<std::int64_t>(json_integer(arguments, "limit").value_or(20), 1, 1000));
    const auto entries = agent.store.ask().list(limit);
    if (!entries) return entries.error();
    Json out = Json::array();
    for (const AskEntry& entry : *entries) {
        const auto feedback = agent.store.ask().feedback_about(entry.id);
        if (!feedback) return feedback.error();
        out.push_back(ask::entry_json(entry, *feedback));
    }
    return out;
}

Result<Json> give_feedback(const AgentContext& agent, const Json& arguments) {
    AskFeedback feedback;
    feedback.id = id_of(arguments, agent.clock);
    feedback.about = text_member(arguments, "about");
    feedback.feedback = text_member(arguments, "feedback");
    feedback.yaml = text_member(arguments, "yaml");
    feedback.comment = text_member(arguments, "comment");
    feedback.time_us = agent.clock.wall_us();
    feedback.source = kSource;
    feedback.entities = ask::mentioned_entities({feedback.yaml, feedback.comment});
    if (const Status fine = ask::check_feedback(feedback); !fine) return fine.error();
    const auto known = agent.store.ask().find(feedback.about);
    if (!known) return known.error();
    if (!*known)
        return Error{ErrorCode::kNotFound, "there is no question or suggestion " + feedback.about +
                                               " in the log; hearth ask-log lists them"};
    const auto stored = agent.ask.record_now(feedback);
    if (!stored) return stored.error();
    if (!*stored)
        return Error{ErrorCode::kConflict,
                     "there is feedback with the id " + feedback.id + " already"};
    return Json{{"id", feedback.id}, {"about", feedback.about}, {"feedback", feedback.feedback}};
}

}  // namespace

void add_ask_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add({"ask",
                  "ask something in words; the question is kept in the Ask-AI log",
                  false,
                  {{"text", "string", true, "the question, at most 4096 bytes"}}},
                 at_once(agent, ask_question));
    registry.add({"ask_again", "ask once more what was last typed in Home Assistant", false, {}},
                 at_once(agent, ask_again));
    registry.add({"ask_log",
                  "what was asked, answered and suggested, with the feedback, newest first",
                  true,
                  {{"limit", "integer", false, "how many"}}},
                 at_once(agent, show_log));
    registry.add(
        {"feedback",
         "what you think of an answer or a suggestion",
         false,
         {{"about", "string", true, "id of the question or suggestion"},
          {"feedback", "string", true, "up, down, accepted, rejected or modified"},
          {"yaml", "string", false, "modified: the automation as it is now, at most 32 KiB"},
          {"comment", "string", false, "why, in words"}}},
        at_once(agent, give_feedback));
}

}  // namespace hearth::commands
