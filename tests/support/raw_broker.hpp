// A broker that a test plays itself, packet by packet: for answers that a real one gives seldom.
// One client at a time; one thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "support/mqtt_wire.hpp"

namespace hearth::test {

class RawBroker {
public:
    RawBroker();  // listens on a free loopback port; throws std::runtime_error if it cannot
    ~RawBroker();
    RawBroker(const RawBroker&) = delete;
    RawBroker& operator=(const RawBroker&) = delete;

    std::string uri() const { return "tcp://127.0.0.1:" + std::to_string(port_); }

    // Waits for a client; ends the connection of the one before.
    bool accept(std::chrono::milliseconds within = std::chrono::seconds(10));
    // The next packet of the client; nothing when none comes in time or the client is gone.
    std::optional<wire::Packet> read(std::chrono::milliseconds within = std::chrono::seconds(10));
    // Reads until one of this type comes.
    std::optional<wire::Packet> expect(wire::Type type);
    void send(std::string_view bytes);
    // CONNACK: 0 is welcome.
    void welcome(int code = 0, bool session_present = false);
    // accept, CONNECT, CONNACK.
    bool meet();
    void hang_up();

private:
    int listener_ = -1, client_ = -1;
    int port_ = 0;
    std::string in_;
};

}  // namespace hearth::test
