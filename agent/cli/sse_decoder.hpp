// Takes a stream of server-sent events apart (WHATWG HTML, section 9.2): what the daemon's feed
// sends. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hearth::cli {

struct SseEvent {
    std::string kind;  // "message" when the stream does not say
    std::string data;  // lines joined by '\n'
};

class SseDecoder {
public:
    static constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;  // of one event

    void feed(std::string_view bytes) { buffer_.append(bytes); }
    // The next whole event; nothing when more bytes are needed. Comments (heartbeats) are skipped.
    std::optional<SseEvent> next();
    // An event is larger than kMaxBytes: the stream is not ours.
    bool overflowed() const { return buffer_.size() > kMaxBytes || data_.size() > kMaxBytes; }

private:
    void take_line(std::string_view line);

    std::string buffer_;
    std::string kind_, data_;
    bool has_data_ = false;
};

}  // namespace hearth::cli
