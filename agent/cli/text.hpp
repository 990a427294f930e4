// Words and figures for people: widths as a terminal shows them, counts, spans of time, sizes.
//
// Names and states come from the home and are not trusted: everything shown goes through
// printable(), so that no text can move the cursor or change colours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace hearth::cli {

// The text without control characters (C0, C1, DEL become '?') and without invalid UTF-8.
std::string printable(std::string_view text);

// A text of an object so, empty when it is not there.
std::string printable_member(const Json& object, const char* key);

// Columns that the text takes: combining marks none, East Asian wide characters and emoji two.
// Precondition: valid UTF-8, as printable() gives.
std::size_t display_width(std::string_view text);

// At most `width` columns; what is cut ends in "…".
std::string fit(std::string_view text, std::size_t width);

std::string format_count(std::int64_t count);  // 1234567 -> "1,234,567"
std::string format_duration(
    double seconds);  // "0.8 s", "12 s", "3 min 05 s", "2 h 10 min", "4 d 3 h"
std::string format_bytes(std::int64_t bytes);  // "812 B", "10.4 MB" (1 MB = 1,048,576 bytes)
std::string format_score(double value);        // "0.6412"; "-" when not finite
std::string format_percent(double fraction);   // 0.634 -> "63 %"

// "2025-03-09T14:05:07.123456+00:00" -> "2025-03-09 14:05:07"; any other text stays as it is.
std::string short_time(const std::string& iso);

// A JSON value on one line: text as it is, numbers grouped or with four decimals, "-" for null.
std::string format_value(const Json& value);

// "run_seconds" -> "run seconds"
std::string words_of(std::string_view key);

}  // namespace hearth::cli
