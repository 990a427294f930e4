// Lines of a file, one at a time, with a bound on their length: a file without line breaks cannot
// fill the memory.
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

#include "core/result.hpp"

namespace hearth::sdk {

class LineReader {
public:
    // bad_input when the file cannot be opened.
    static Result<LineReader> open(const std::string& path, std::size_t max_line_bytes);

    // The next line without its line break; null at the end. bad_input naming file and line when
    // a line is too long or cannot be read. The text is valid until the next call.
    Result<const std::string*> next();
    // Of the line that next() returned last, from 1.
    std::size_t line_number() const { return number_; }

private:
    LineReader(std::string path, std::FILE* file, std::size_t max_line_bytes)
        : path_(std::move(path)), file_(file, std::fclose), max_line_bytes_(max_line_bytes) {}
    bool fill();

    std::string path_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::size_t max_line_bytes_;
    std::string block_, line_;
    std::size_t at_ = 0, number_ = 0;
};

}  // namespace hearth::sdk
