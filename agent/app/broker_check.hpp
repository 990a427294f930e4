// Whether the broker lets Hearth publish and read: MQTT 3.1.1 confirms a publication that the
// access list forbids as if all were well, so Hearth looks whether its own status comes back.
//
// No I/O; event loop only.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "core/clock.hpp"

namespace hearth::app {

class BrokerCheck {
public:
    // topic: where the status goes. publish: sends "online" there, retained.
    BrokerCheck(std::string topic, const Clock& clock, std::function<void()> publish)
        : topic_(std::move(topic)), clock_(clock), publish_(std::move(publish)) {}

    void on_connected();
    void on_lost();
    // What came on the topic. A copy that the broker had kept proves nothing.
    void on_status(const std::string& payload, bool retained);
    // About once a second.
    void tick();

    // Its status came back in this connection, the last time it was looked for.
    bool confirmed() const { return confirmed_; }
    // In words; empty while all is well, or not known yet.
    const std::string& trouble() const { return trouble_; }

private:
    enum class State { kIdle, kWaitingToAsk, kWaitingForAnswer };

    const std::string topic_;
    const Clock& clock_;
    std::function<void()> publish_;
    State state_ = State::kIdle;
    bool confirmed_ = false;
    TimeUs due_us_ = 0;  // steady clock: of the next step
    std::string trouble_;
};

}  // namespace hearth::app
