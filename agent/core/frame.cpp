#include "core/frame.hpp"

namespace hearth {

namespace {
constexpr std::size_t kHeaderBytes = 4;
}

Result<std::string> encode_frame(const Json& message) {
    const std::string body = dump_json(message);
    if (body.size() > kMaxFrameBytes)
        return Error{ErrorCode::kTooLarge,
                     "a message of " + std::to_string(body.size()) + " bytes is over the limit"};
    std::string out;
    out.reserve(kHeaderBytes + body.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>((body.size() >> shift) & 0xFF));
    return out += body;
}

Result<std::optional<Json>> FrameDecoder::next() {
    if (buffer_.size() < kHeaderBytes) return std::optional<Json>();
    std::size_t size = 0;
    for (std::size_t i = 0; i < kHeaderBytes; ++i)
        size = size << 8 | static_cast<unsigned char>(buffer_[i]);
    if (size > kMaxFrameBytes)
        return Error{ErrorCode::kTooLarge,
                     "a frame of " + std::to_string(size) + " bytes is over the limit"};
    if (buffer_.size() < kHeaderBytes + size) return std::optional<Json>();
    auto message =
        parse_json(std::string_view(buffer_).substr(kHeaderBytes, size), {kMaxFrameBytes, 64});
    buffer_.erase(0, kHeaderBytes + size);
    if (!message) return message.error();
    return std::optional<Json>(std::move(*message));
}

}  // namespace hearth
