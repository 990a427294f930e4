// The log: one line per event, words first, then key=value. No payloads and no secrets at info or
// above.
#pragma once

#include <spdlog/spdlog.h>

#include <string>

#include "core/result.hpp"

namespace hearth {

// Sends the log to standard error (systemd adds the time when `with_time` is false).
// level: trace, debug, info, warning, error. kInvalid for any other word.
Status start_logging(const std::string& level, bool with_time);

namespace log {
using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;
}  // namespace log

}  // namespace hearth
