// The few packets of MQTT 3.1.1 that tests write and read themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth::test::wire {

enum Type : std::uint8_t {
    kConnect = 1,
    kConnack = 2,
    kPublish = 3,
    kPuback = 4,
    kSubscribe = 8,
    kSuback = 9,
    kUnsubscribe = 10,
    kUnsuback = 11,
    kPingreq = 12,
    kPingresp = 13,
    kDisconnect = 14
};

struct Packet {
    Type type = kConnect;
    std::uint8_t flags = 0;
    std::string body;
    // Of PUBACK, SUBSCRIBE and UNSUBSCRIBE, whose body begins with it.
    std::uint16_t id() const;
};

std::string encode(Type type, std::uint8_t flags, std::string_view body);
std::string text(std::string_view content);  // with its length before it
std::string number(std::uint16_t value);

std::string connect(std::string_view client_id);  // clean session, no keep-alive
std::string publish(std::string_view topic, std::string_view payload, std::uint16_t id,
                    bool retain);  // QoS 1

// Takes the first whole packet off the buffer; nothing while it is not complete.
std::optional<Packet> take_packet(std::string& buffer);

}  // namespace hearth::test::wire
