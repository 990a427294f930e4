#include "support/mqtt_wire.hpp"

namespace hearth::test::wire {
namespace {
constexpr std::uint8_t kByte = 0xff, kMore = 0x80, kSeven = 0x7f;
constexpr int kByteBits = 8, kLengthBits = 7, kMaxLengthBytes = 4;
}  // namespace

std::uint16_t Packet::id() const {
    if (body.size() < 2) return 0;
    return static_cast<std::uint16_t>((static_cast<std::uint8_t>(body[0]) << kByteBits) |
                                      static_cast<std::uint8_t>(body[1]));
}

std::string number(std::uint16_t value) {
    return {static_cast<char>(value >> kByteBits), static_cast<char>(value & kByte)};
}

std::string text(std::string_view content) {
    return number(static_cast<std::uint16_t>(content.size())).append(content);
}

std::string encode(Type type, std::uint8_t flags, std::string_view body) {
    std::string packet(1, static_cast<char>((type << 4) | flags));
    std::size_t rest = body.size();
    do {
        const auto seven = static_cast<std::uint8_t>(rest & kSeven);
        rest >>= kLengthBits;
        packet += static_cast<char>(rest > 0 ? seven | kMore : seven);
    } while (rest > 0);
    return packet.append(body);
}

std::string connect(std::string_view client_id) {
    const char version = 4, clean = 2;
    return encode(kConnect, 0, text("MQTT") + version + clean + number(0) + text(client_id));
}

std::string publish(std::string_view topic, std::string_view payload, std::uint16_t id,
                    bool retain) {
    const std::uint8_t qos1 = 2;
    return encode(kPublish, static_cast<std::uint8_t>(qos1 | (retain ? 1 : 0)),
                  (text(topic) + number(id)).append(payload));
}

std::optional<Packet> take_packet(std::string& buffer) {
    std::size_t length = 0, at = 1;
    for (int byte = 0; byte < kMaxLengthBytes; ++byte, ++at) {
        if (at >= buffer.size()) return std::nullopt;
        const auto value = static_cast<std::uint8_t>(buffer[at]);
        length |= static_cast<std::size_t>(value & kSeven) << (kLengthBits * byte);
        if ((value & kMore) == 0) break;
    }
    ++at;
    if (buffer.size() < at + length) return std::nullopt;
    const auto first = static_cast<std::uint8_t>(buffer[0]);
    Packet packet{static_cast<Type>(first >> 4), static_cast<std::uint8_t>(first & 0xf),
                  buffer.substr(at, length)};
    buffer.erase(0, at + length);
    return packet;
}

}  // namespace hearth::test::wire
