#include "inbox/segment_file.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstring>

namespace hearth::inbox {

namespace {
constexpr std::size_t kReadBytes = 32 * 1024;
}  // namespace

Result<SegmentFile> SegmentFile::open(const std::string& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open())
        return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                     path + ": " + std::strerror(errno)};
    return SegmentFile(path, std::move(file));
}

// False at the end of the file.
Result<bool> SegmentFile::read_more() {
    buffer_.erase(0, begin_);
    begin_ = 0;
    if (buffer_.empty() && buffer_.capacity() > kKeptBytes) std::string().swap(buffer_);
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kReadBytes);
    ssize_t got = 0;
    do {
        got = ::pread(file_.get(), buffer_.data() + before, kReadBytes,
                      offset_ + static_cast<std::int64_t>(before));
    } while (got < 0 && errno == EINTR);
    buffer_.resize(before + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got < 0) return Error{ErrorCode::kIo, path_ + ": " + std::strerror(errno)};
    return got > 0;
}

void SegmentFile::forget_unread() {
    buffer_.clear();
    begin_ = taken_ = 0;
}

Result<std::optional<Record>> SegmentFile::next() {
    begin_ += std::exchange(taken_, 0);
    while (true) {
        auto record = decode_record(std::string_view(buffer_).substr(begin_));
        if (!record)
            return Error{record.error().code, path_ + ": damaged at byte " +
                                                  std::to_string(offset_) + ": " +
                                                  record.error().text};
        if (record->has_value()) {
            taken_ = (*record)->bytes();
            offset_ += static_cast<std::int64_t>(taken_);
            return record;
        }
        const auto more = read_more();
        if (!more) return more.error();
        if (!*more) return std::optional<Record>();
    }
}

}  // namespace hearth::inbox
