#include "core/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace hearth {

Status start_logging(const std::string& level, bool with_time) {
    const auto parsed = spdlog::level::from_str(level);
    if (parsed == spdlog::level::off && level != "off")
        return Error{ErrorCode::kInvalid,
                     "unknown log level '" + level + "': use trace, debug, info, warning or error"};
    auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    auto logger = std::make_shared<spdlog::logger>("hearth", std::move(sink));
    logger->set_level(parsed);
    logger->set_pattern(with_time ? "%Y-%m-%d %H:%M:%S.%e %^%l%$ %v" : "%^%l%$ %v");
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
    return {};
}

namespace log {

namespace {

spdlog::level::level_enum level_of(Level level) {
    switch (level) {
        case Level::kDebug: return spdlog::level::debug;
        case Level::kInfo: return spdlog::level::info;
        case Level::kWarning: return spdlog::level::warn;
        case Level::kError: break;
    }
    return spdlog::level::err;
}

}  // namespace

void write(Level level, fmt::string_view text, fmt::format_args arguments) noexcept try {
    spdlog::logger& logger = *spdlog::default_logger_raw();
    if (!logger.should_log(level_of(level))) return;
    const std::string line = fmt::vformat(text, arguments);
    logger.log(level_of(level), spdlog::string_view_t(line.data(), line.size()));
} catch (...) {
    return;  // out of memory: the work goes on without this line
}

}  // namespace log

}  // namespace hearth
