// The topics of the Ask-AI log: <base>/ask/query, ask/log and ask/feedback come in, answers go out
// on <base>/ask/reply/<id>.
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

// How long an answer waits for its reader, and a question for its answer.
inline constexpr TimeUs kReplyStands = 2 * 60 * kMicrosPerSecond;

class AskDoor {
public:
    using Send =
        std::function<void(const std::string& topic, const std::string& payload, bool retain)>;

    AskDoor(const Topics& topics, ingest::AskRecorder& recorder, store::Store& store,
            const Clock& clock, Send send);

    bool is_own(const std::string& topic) const;
    // Inside the batch's transaction. Errors are the store's.
    Status record(const InboundMessage& message);
    // After the commit, and once a second: sends answers, and clears those that nobody needs now.
    void flush();

private:
    Status record_query(const InboundMessage& message);
    Status record_logged(const InboundMessage& message);
    Status record_feedback(const InboundMessage& message);
    Status put_aside(const InboundMessage& message, const char* code, const std::string& reason);
    void refuse(const InboundMessage& message, const Error& error);
    void send_owed();
    void clear_old();

    const Topics& topics_;
    ingest::AskRecorder& recorder_;
    store::Store& store_;
    const Clock& clock_;
    Send send_;
    RateLimit refusal_rate_;
    std::vector<std::pair<std::string, Json>> refusals_;  // id and reply, sent after the commit
};

}  // namespace hearth::app
