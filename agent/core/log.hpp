// The log: one line per event, words first, then key=value. No payloads and no secrets at info or
// above.
#pragma once

#include <fmt/core.h>

#include <string>

#include "core/result.hpp"

namespace hearth {

// Sends the log to standard error (systemd adds the time when `with_time` is false).
// level: trace, debug, info, warning, error. kInvalid for any other word.
Status start_logging(const std::string& level, bool with_time);

namespace log {

enum class Level { kDebug, kInfo, kWarning, kError };

// Never throws.
void write(Level level, fmt::string_view text, fmt::format_args arguments) noexcept;

// The text and its arguments, checked against each other by the compiler; put together in one place
// (write), so that the code for it is in the program once. Any thread.
template <class... Args>
void debug(fmt::format_string<Args...> text, Args&&... args) {
    write(Level::kDebug, text, fmt::make_format_args(args...));
}
template <class... Args>
void info(fmt::format_string<Args...> text, Args&&... args) {
    write(Level::kInfo, text, fmt::make_format_args(args...));
}
template <class... Args>
void warn(fmt::format_string<Args...> text, Args&&... args) {
    write(Level::kWarning, text, fmt::make_format_args(args...));
}
template <class... Args>
void error(fmt::format_string<Args...> text, Args&&... args) {
    write(Level::kError, text, fmt::make_format_args(args...));
}

}  // namespace log

}  // namespace hearth
