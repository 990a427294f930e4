// The CSV formats of event logs: which columns hold time, sensor and state.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recording/log_builder.hpp"

namespace hearth {

// The format that belongs to a header row, if it is a known one.
std::optional<LogFormat> csv_format_of(const std::vector<std::string>& header);

// The headers of the known formats, one a line, for messages.
std::string known_headers();

// Reads all rows below the header (interval, place, event, history).
Status read_csv_log(LineSource& lines, LogBuilder& builder);

// Reads any CSV by the columns that builder.options().columns names.
Status read_column_log(LineSource& lines, LogBuilder& builder);

}  // namespace hearth
