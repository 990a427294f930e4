// The topics of the Ask-AI log: <base>/ask/query, ask/log and ask/feedback come in, answers go out
// on <base>/ask/reply/<id>, and those of other assistants come in there.
//
// A message is stored in the transaction of its batch, so that it counts once whatever happens;
// what cannot be used is put aside, without its content. An answer is retained for some minutes,
// because Home Assistant subscribes to the topic only after it has asked; Hearth clears it. Event
// loop only.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/rate_limit.hpp"
#include "core/clock.hpp"
#include "core/json.hpp"
#include "domain/message.hpp"
#include "ingest/ask_recorder.hpp"
#include "mqtt/topics.hpp"

namespace hearth::app {

// How long an answer waits for its reader.
inline constexpr TimeUs kReplyStands = 2 * kMicrosPerMinute;
// How long a question that says so ("wait") waits for another assistant.
inline constexpr TimeUs kAnswerWait = 30 * kMicrosPerSecond;
// Where a question of Hearth's own text entity in Home Assistant says that it comes from.
inline constexpr const char* kHomeAssistantSource = "home_assistant";

class AskDoor {
public:
    using Send =
        std::function<void(const std::string& topic, const std::string& payload, bool retain)>;

    // A question that was asked in Home Assistant, or its answer; outside of any transaction.
    using OnQuestion = std::function<void(const AskEntry& entry)>;

    AskDoor(const Topics& topics, ingest::AskRecorder& recorder, store::Store& store,
            const Clock& clock, Send send, OnQuestion on_question = {});

    bool is_own(const std::string& topic) const;
    // Inside the batch's transaction. Errors are the store's.
    Status record(const InboundMessage& message);
    // After the commit, and once a second: sends answers, and clears those that nobody needs now.
    void flush();
    // Tells of the last question of Home Assistant once more.
    void show_last();

private:
    Status record_query(const InboundMessage& message);
    Status record_logged(const InboundMessage& message);
    Status record_feedback(const InboundMessage& message);
    Status record_reply(const InboundMessage& message, const std::string& id);
    void give_up_waiting();
    void tell_changed();
    Status put_aside(const InboundMessage& message, const char* code, const std::string& reason);
    void refuse(const InboundMessage& message, const Error& error);
    void send_owed();
    void clear_old();

    const Topics& topics_;
    ingest::AskRecorder& recorder_;
    store::Store& store_;
    const Clock& clock_;
    Send send_;
    OnQuestion on_question_;
    std::vector<std::string> changed_;  // ids to tell of after the commit
    RateLimit refusal_rate_;
    std::vector<std::pair<std::string, Json>> refusals_;  // id and reply, sent after the commit
};

}  // namespace hearth::app
