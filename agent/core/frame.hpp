// Frames: how the daemon and a worker speak over a socket. Four bytes length (big endian), then
// that many bytes of JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth {

inline constexpr std::size_t kMaxFrameBytes = 8 * 1024 * 1024;

// kTooLarge when the message is over kMaxFrameBytes.
Result<std::string> encode_frame(const Json& message);

// Puts frames together from pieces of a byte stream.
class FrameDecoder {
public:
    void feed(std::string_view bytes) { buffer_.append(bytes); }
    // The next whole message; nothing when more bytes are needed. An error (too large, not JSON) is
    // final: the stream cannot be trusted any more.
    Result<std::optional<Json>> next();

private:
    std::string buffer_;
};

}  // namespace hearth
