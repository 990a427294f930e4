#include "core/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>

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

}  // namespace hearth
