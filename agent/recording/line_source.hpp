// The lines of a text file that is not trusted: length bounded, UTF-8 checked, line ends (LF or
// CRLF) and a byte order mark taken off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "recording/byte_source.hpp"

namespace hearth {

class LineSource {
public:
    static constexpr std::size_t kMaxLineBytes = 1024 * 1024;

    static Result<std::unique_ptr<LineSource>> open(const std::string& path,
                                                    std::uint64_t max_bytes);
    LineSource(std::string path, std::unique_ptr<ByteSource> bytes);

    // False at the end of the file. Errors: those of the bytes; kTooLarge for an endless line;
    // kInvalid when it is not UTF-8.
    Result<bool> next(std::string& line);
    // The line just read is given again by the next call.
    void put_back(std::string line);

    const std::string& path() const { return path_; }
    // Of the line read last, from 1.
    std::size_t number() const { return number_; }
    // kInvalid with "<path>, line <n>: <text>".
    Error error_at(std::size_t line_number, const std::string& text) const;
    Error error(const std::string& text) const { return error_at(number_, text); }

private:
    Status fill();
    Status check(std::string& line) const;

    std::string path_;
    std::unique_ptr<ByteSource> bytes_;
    std::string buffer_;
    std::size_t used_ = 0;  // of the buffer
    bool ended_ = false;
    bool again_ = false;
    std::string kept_;
    std::size_t number_ = 0;
};

}  // namespace hearth
