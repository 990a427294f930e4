#include "cli/sse_decoder.hpp"

#include <utility>

namespace hearth::cli {

std::optional<SseEvent> SseDecoder::next() {
    std::size_t begin = 0;
    std::optional<SseEvent> event;
    for (std::size_t end = 0; !event; begin = end + 1) {
        end = buffer_.find('\n', begin);
        if (end == std::string::npos) break;
        std::string_view line(buffer_.data() + begin, end - begin);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) {
            take_line(line);
        } else {
            if (has_data_)
                event = SseEvent{kind_.empty() ? "message" : std::move(kind_), std::move(data_)};
            kind_.clear();
            data_.clear();
            has_data_ = false;
        }
    }
    buffer_.erase(0, begin);
    return event;
}

void SseDecoder::take_line(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == 0) return;  // a comment
    const std::string_view field = line.substr(0, colon);
    std::string_view value;
    if (colon != std::string_view::npos) value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "event") {
        kind_ = value;
    } else if (field == "data") {
        if (has_data_) data_ += '\n';
        data_ += value;
        has_data_ = true;
    }
}

}  // namespace hearth::cli
