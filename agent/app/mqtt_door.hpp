// Commands over MQTT: <base>/command/<name> with a JSON object that carries an "id"; the reply goes
// to <base>/reply/<id>, and to <base>/reply where a message has no id that could be answered to.
//
// A command that is retained, stale, from the future, too large, malformed or one too many is
// refused. One that is repeated runs once: the sender is answered as before. Event loop only.
#pragma once

#include <functional>
#include <string>

#include "app/command_memory.hpp"
#include "app/rate_limit.hpp"
#include "commands/command_registry.hpp"
#include "core/clock.hpp"
#include "domain/message.hpp"
#include "mqtt/topics.hpp"

namespace hearth::app {

inline constexpr std::size_t kMaxCommandBytes = 64 * 1024;

class MqttDoor {
public:
    using Send = std::function<void(const std::string& topic, const std::string& payload)>;

    // max_message_bytes: what the broker takes; larger answers are not sent, but say so.
    MqttDoor(const Topics& topics, const commands::CommandRegistry& registry, const Clock& clock,
             store::CommandStore& store, std::size_t max_message_bytes, Send send);

    // Reads which commands ran shortly before the start.
    Status start() { return memory_.load(); }

    // session_kept: the broker had kept what came meanwhile, so that what comes at first may be
    // old.
    void on_connected(bool session_kept);

    // Any message below <base>/command/.
    void on_command(const InboundMessage& message);

private:
    struct Command {
        std::string name, id;  // empty: none that could be read
        Json arguments;
    };

    Status read(const InboundMessage& message, Command& command) const;
    Status check(const InboundMessage& message, const Command& command) const;
    Status check_time(const InboundMessage& message, const Json& arguments) const;
    void refuse_flood(const Command& command);
    void run(const Command& command);
    // True: `command` has been dealt with, as it is a repetition.
    bool repeated(const Command& command, bool keep);
    void answer(const Command& command, const Result<Json>& result);
    void refuse(const Command& command, const Error& error) const;
    void send(const Command& command, const Json& reply) const;

    const Topics& topics_;
    const commands::CommandRegistry& registry_;
    const Clock& clock_;
    std::size_t max_message_bytes_;
    Send send_;
    CommandMemory memory_;
    RateLimit rate_, refusals_;
    TimeUs maybe_old_until_us_ = 0;  // wall clock
    bool flooded_ = false;           // said once for each flood
};

}  // namespace hearth::app
