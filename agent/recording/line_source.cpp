#include "recording/line_source.hpp"

#include <utility>

#include "core/utf8.hpp"

namespace hearth {

Result<std::unique_ptr<LineSource>> LineSource::open(const std::string& path,
                                                     std::uint64_t max_bytes) {
    auto bytes = open_bytes(path, max_bytes);
    if (!bytes) return bytes.error();
    return std::make_unique<LineSource>(path, std::move(bytes).value());
}

LineSource::LineSource(std::string path, std::unique_ptr<ByteSource> bytes)
    : path_(std::move(path)), bytes_(std::move(bytes)) {}

Error LineSource::error_at(std::size_t line_number, const std::string& text) const {
    return {ErrorCode::kInvalid, path_ + ", line " + std::to_string(line_number) + ": " + text};
}

Status LineSource::fill() {
    constexpr std::size_t kPiece = 64 * 1024;
    buffer_.erase(0, used_);
    used_ = 0;
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + kPiece);
    const auto got = bytes_->read(buffer_.data() + old_size, kPiece);
    if (!got) return got.error();
    buffer_.resize(old_size + *got);
    ended_ = *got == 0;
    return {};
}

Status LineSource::check(std::string& line) const {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (number_ == 1 && line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3);
    if (!is_utf8(line)) return error("the text is not valid UTF-8; convert it with iconv");
    return {};
}

Result<bool> LineSource::next(std::string& line) {
    if (again_) {
        again_ = false;
        line = std::move(kept_);
        return true;
    }
    std::size_t searched = used_;
    for (;;) {
        const std::size_t end = buffer_.find('\n', searched);
        if (end != std::string::npos || (ended_ && used_ < buffer_.size())) {
            const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
            line.assign(buffer_, used_, stop - used_);
            used_ = end == std::string::npos ? stop : stop + 1;
            ++number_;
            if (const Status ok = check(line); !ok) return ok.error();
            return true;
        }
        if (ended_) return false;
        const std::size_t waiting = buffer_.size() - used_;
        if (waiting > kMaxLineBytes)
            return Error{ErrorCode::kTooLarge, path_ + ", line " + std::to_string(number_ + 1) +
                                                   ": longer than " +
                                                   std::to_string(kMaxLineBytes) + " bytes"};
        if (const Status ok = fill(); !ok) return ok.error();
        searched = waiting;
    }
}

void LineSource::put_back(std::string line) {
    kept_ = std::move(line);
    again_ = true;
}

}  // namespace hearth
