#include "app/ask_door.hpp"

#include <limits>

#include "ask/ask_messages.hpp"
#include "ask/ask_text.hpp"
#include "core/log.hpp"

namespace hearth::app {

namespace {

constexpr std::size_t kMostRefusals = 30;
constexpr TimeUs kRefusalWindow = 10 * kMicrosPerSecond;

bool is_unanswered(const AskEntry& entry) {
    return entry.kind == "query" && entry.agent.empty() && entry.answer.empty() &&
           entry.yaml.empty();
}

}  // namespace

AskDoor::AskDoor(const Topics& topics, ingest::AskRecorder& recorder, store::Store& store,
                 const Clock& clock, Send send, OnQuestion on_question)
    : topics_(topics),
      recorder_(recorder),
      store_(store),
      clock_(clock),
      send_(std::move(send)),
      on_question_(std::move(on_question)),
      refusal_rate_(kMostRefusals, kRefusalWindow) {}

bool AskDoor::is_own(const std::string& topic) const {
    return topic == topics_.ask_query() || topic == topics_.ask_log() ||
           topic == topics_.ask_feedback() || topics_.ask_reply_id(topic).has_value();
}

Status AskDoor::record(const InboundMessage& message) {
    // That is how a retained message is cleared.
    if (message.payload.empty()) return store_.counters().add("messages.ignored.ask_cleared");
    if (const auto id = topics_.ask_reply_id(message.topic)) return record_reply(message, *id);
    if (message.retained) {
        const Error error = {ErrorCode::kRefused,
                             "retained messages are refused: they would come again at every "
                             "start. Publish without retain"};
        if (message.topic == topics_.ask_query()) refuse(message, error);
        return put_aside(message, "retained", error.text);
    }
    if (message.topic == topics_.ask_query()) return record_query(message);
    return message.topic == topics_.ask_log() ? record_logged(message) : record_feedback(message);
}

Status AskDoor::record_query(const InboundMessage& message) {
    auto query = ask::read_query(message.payload, message.received_us);
    if (!query) {
        refuse(message, query.error());
        return put_aside(message, "bad_query", query.error().text);
    }
    AskEntry* const entry = &query->entry;
    if (!query->wait) ask::refuse(*entry);
    const auto stored = recorder_.record(
        *entry, query->wait ? store::ReplyState::kAwaited : store::ReplyState::kOwed);
    if (!stored) return stored.error();
    changed_.push_back(entry->id);
    if (*stored) return {};
    // Asked again: the answer of the first time, if that was asked here.
    if (Status counted = store_.counters().add("messages.repeated.ask"); !counted) return counted;
    const auto known = store_.ask().find(entry->id);
    if (!known) return known.error();
    if (*known && is_unanswered(**known)) return {};  // waits already
    if (*known && (*known)->agent == "hearth")
        return store_.ask().set_reply(entry->id, store::ReplyState::kOwed);
    refuse(message, Error{ErrorCode::kConflict, "its id is taken; ask again with another one"});
    return {};
}

Status AskDoor::record_logged(const InboundMessage& message) {
    const auto entry = ask::read_logged(message.payload, message.received_us);
    if (!entry) return put_aside(message, "bad_ask_log", entry.error().text);
    const auto stored = recorder_.record(*entry, store::ReplyState::kNone);
    if (!stored) return stored.error();
    return *stored ? Status() : store_.counters().add("messages.repeated.ask");
}

Status AskDoor::record_feedback(const InboundMessage& message) {
    const auto feedback = ask::read_feedback(message.payload, message.received_us);
    if (!feedback) return put_aside(message, "bad_feedback", feedback.error().text);
    const auto stored = recorder_.record(*feedback);
    if (!stored) return stored.error();
    return *stored ? Status() : store_.counters().add("messages.repeated.ask");
}

// Of another assistant: what Hearth sends there comes back, too. The first answer stays; that
// nobody had answered in time is no answer.
Status AskDoor::record_reply(const InboundMessage& message, const std::string& id) {
    const auto known = store_.ask().find(id);
    if (!known) return known.error();
    const bool open = *known && (is_unanswered(**known) ||
                                 ((*known)->kind == "query" && (*known)->agent == "hearth"));
    if (message.retained || !open || message.payload == dump_json(ask::reply_json(**known)))
        return store_.counters().add("messages.ignored.ask_reply");
    const auto answered = ask::read_reply(message.payload, **known);
    if (!answered) return put_aside(message, "bad_ask_reply", answered.error().text);
    if (Status done = recorder_.record_answer(*answered, store::ReplyState::kStands); !done)
        return done;
    changed_.push_back(id);
    return {};
}

// What people ask is nobody else's business: neither the log nor the quarantine shows it.
Status AskDoor::put_aside(const InboundMessage& message, const char* code,
                          const std::string& reason) {
    log::warn("message of the Ask-AI log put aside topic={} reason=\"{}\"", message.topic, reason);
    return store_.quarantine().add(message.topic, code, reason, "", message.received_us);
}

void AskDoor::refuse(const InboundMessage& message, const Error& error) {
    const auto json = message.payload.size() <= ask::kMaxMessageBytes ? parse_json(message.payload)
                                                                      : Result<Json>(error);
    const std::string id = json ? json_string(*json, "id").value_or("") : "";
    if (!ask::is_ask_id(id) || !refusal_rate_.admits(clock_.steady_us())) return;
    refusals_.emplace_back(id, ask::refusal_json(id, error));
}

void AskDoor::flush() {
    for (const auto& [id, reply] : std::exchange(refusals_, {}))
        if (const auto topic = topics_.ask_reply(id)) send_(*topic, dump_json(reply), false);
    give_up_waiting();
    send_owed();
    clear_old();
    tell_changed();
}

void AskDoor::give_up_waiting() {
    const auto waiting =
        store_.ask().replies(store::ReplyState::kAwaited, clock_.wall_us() - kAnswerWait);
    if (!waiting)
        return log::error("cannot read the questions that wait error=\"{}\"", waiting.error().text);
    for (store::OwedReply one : *waiting) {
        ask::nobody_answered(one.entry, kAnswerWait);
        if (const Status done = recorder_.record_answer_now(one.entry, store::ReplyState::kOwed);
            !done)
            return log::error("a question goes on waiting error=\"{}\"", done.error().text);
        changed_.push_back(one.entry.id);
    }
}

void AskDoor::tell_changed() {
    for (const std::string& id : std::exchange(changed_, {})) {
        const auto entry = store_.ask().find(id);
        if (entry && *entry && (*entry)->source == kHomeAssistantSource && on_question_)
            on_question_(**entry);
    }
}

void AskDoor::show_last() {
    constexpr int kLookedAt = 100;
    const auto entries = store_.ask().list(kLookedAt);
    if (!entries) return;
    for (const AskEntry& entry : *entries) {
        if (entry.kind != "query" || entry.source != kHomeAssistantSource) continue;
        if (on_question_) on_question_(entry);
        return;
    }
}

void AskDoor::send_owed() {
    const auto owed =
        store_.ask().replies(store::ReplyState::kOwed, std::numeric_limits<TimeUs>::max());
    if (!owed) return log::error("cannot read the answers to send error=\"{}\"", owed.error().text);
    for (const store::OwedReply& reply : *owed) {
        const auto topic = topics_.ask_reply(reply.entry.id);
        if (topic) send_(*topic, dump_json(ask::reply_json(reply.entry)), true);
        if (const Status done = store_.ask().set_reply(reply.entry.id, store::ReplyState::kStands);
            !done)
            return log::error("an answer will be sent again error=\"{}\"", done.error().text);
    }
}

void AskDoor::clear_old() {
    const auto old =
        store_.ask().replies(store::ReplyState::kStands, clock_.wall_us() - kReplyStands);
    if (!old) return log::error("cannot read the answers sent error=\"{}\"", old.error().text);
    for (const store::OwedReply& reply : *old) {
        if (const auto topic = topics_.ask_reply(reply.entry.id)) send_(*topic, "", true);
        if (const Status done = store_.ask().set_reply(reply.entry.id, store::ReplyState::kNone);
            !done)
            return log::error("an answer will be cleared again error=\"{}\"", done.error().text);
    }
}

}  // namespace hearth::app
