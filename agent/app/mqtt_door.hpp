// Commands over MQTT: <base>/command/<name> with a JSON object that carries an "id"; the reply goes
// to <base>/reply/<id>.
//
// Retained and stale commands are refused: a retained "train" would run again at every start. Event
// loop only.
#pragma once

#include <deque>
#include <functional>
#include <string>

#include "commands/command_registry.hpp"
#include "core/clock.hpp"
#include "domain/message.hpp"
#include "mqtt/topics.hpp"

namespace hearth::app {

class MqttDoor {
public:
    using Send = std::function<void(const std::string& topic, const std::string& payload)>;

    MqttDoor(const Topics& topics, const commands::CommandRegistry& registry, const Clock& clock,
             Send send)
        : topics_(topics), registry_(registry), clock_(clock), send_(std::move(send)) {}

    // Any message below <base>/command/.
    void on_command(const InboundMessage& message);

private:
    Result<Json> read(const InboundMessage& message) const;
    Status check_freshness(const InboundMessage& message, const Json& arguments) const;
    bool too_frequent();
    void answer(const std::string& id, const std::string& command,
                const Result<Json>& result) const;

    const Topics& topics_;
    const commands::CommandRegistry& registry_;
    const Clock& clock_;
    Send send_;
    std::deque<TimeUs> recent_;  // steady times of the last commands
};

}  // namespace hearth::app
