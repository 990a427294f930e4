// Comma-separated values by RFC 4180: quoted fields may hold commas, doubled quotes and line
// breaks. Blank lines are passed over.
#pragma once

#include <string>
#include <vector>

#include "recording/line_source.hpp"

namespace hearth {

class CsvReader {
public:
    // `lines` must outlive the reader.
    explicit CsvReader(LineSource& lines) : lines_(lines) {}

    // False at the end. kInvalid for a quote that is not closed or text after a closing quote.
    Result<bool> next(std::vector<std::string>& fields);
    // Line on which the row read last began.
    std::size_t row_line() const { return row_line_; }
    Error error(const std::string& text) const { return lines_.error_at(row_line_, text); }

private:
    Status read_quoted(std::string& line, std::size_t& at, std::string& field);

    LineSource& lines_;
    std::size_t row_line_ = 0;
};

}  // namespace hearth
