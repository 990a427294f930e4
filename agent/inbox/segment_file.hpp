// SegmentFile: reads the messages of one segment file in order, through a small buffer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/descriptor.hpp"
#include "core/result.hpp"
#include "inbox/record.hpp"

namespace hearth::inbox {

class SegmentFile {
public:
    // kNotFound, kIo.
    static Result<SegmentFile> open(const std::string& path);

    // The next message; its texts live until the next call. Nothing at the end of the file, also
    // when the last message is not whole (it may be later). kInvalid when the file is damaged, kIo.
    Result<std::optional<Record>> next();

    // What was read ahead is read again by the next next().
    void forget_unread();

    // Bytes before the next message.
    std::int64_t offset() const { return offset_; }
    // True when the file ends with the last message that next() gave.
    bool at_end() const { return begin_ == buffer_.size(); }
    const std::string& path() const { return path_; }

private:
    SegmentFile(std::string path, Descriptor file)
        : path_(std::move(path)), file_(std::move(file)) {}
    Result<bool> read_more();

    std::string path_;
    Descriptor file_;
    std::string buffer_;
    std::size_t begin_ = 0, taken_ = 0;  // in the buffer: the next message, bytes of the last one
    std::int64_t offset_ = 0;            // in the file, of begin_
};

}  // namespace hearth::inbox
