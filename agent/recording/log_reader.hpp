// Reads recorded event logs: recognises the format by the first line (log_event.hpp lists them),
// unpacks .xz, checks every row.
//
// The file is not trusted: size, line length and number of rows are bounded, text must be UTF-8.
// Times in a format without a zone stay wall-clock times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "recording/log_event.hpp"

namespace hearth {

// Which columns of an unknown CSV hold what.
struct ColumnNames {
    std::string time, entity, state;
};

// "time=when,entity=what,state=value" in any order. kInvalid names what is missing or unknown.
Result<ColumnNames> parse_column_names(std::string_view text);

struct ReadOptions {
    bool ends = false;                   // intervals also give "off" at `end` (for replay)
    std::optional<ColumnNames> columns;  // read as CSV with these columns, whatever the header says
    std::uint64_t max_bytes = std::uint64_t{1} << 30;  // decompressed
    std::size_t max_rows = 5'000'000;
};

// `path`: a file, or a folder with SmartThings windows (trn, vld and test are read together).
// Errors: kNotFound, kIo, kTooLarge, kInvalid; the text names file, line, what was found and what
// was expected. Blocking; any thread.
Result<EventLog> read_log(const std::string& path, const ReadOptions& options = {});

}  // namespace hearth
