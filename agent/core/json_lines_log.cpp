#include "core/json_lines_log.hpp"

#include <spdlog/sinks/rotating_file_sink.h>

namespace hearth {

struct JsonLinesLog::Sink {
    Sink(const std::string& path, std::size_t max_bytes, std::size_t files)
        : file(path, max_bytes, files) {}
    spdlog::sinks::rotating_file_sink_st file;
};

JsonLinesLog::JsonLinesLog(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}
JsonLinesLog::~JsonLinesLog() = default;

Result<std::unique_ptr<JsonLinesLog>> JsonLinesLog::open(const std::string& path,
                                                         std::size_t max_bytes,
                                                         std::size_t files) try {
    auto sink = std::make_unique<Sink>(path, max_bytes, files);
    sink->file.set_pattern("%v");
    return std::unique_ptr<JsonLinesLog>(new JsonLinesLog(std::move(sink)));
} catch (const std::exception& failure) {
    return Error{ErrorCode::kIo, path + ": " + failure.what()};
}

Status JsonLinesLog::add(const Json& line) try {
    const std::string text = dump_json(line);
    sink_->file.log(spdlog::details::log_msg("", spdlog::level::info,
                                             spdlog::string_view_t(text.data(), text.size())));
    sink_->file.flush();
    return {};
} catch (const std::exception& failure) {
    return Error{ErrorCode::kIo, failure.what()};
}

}  // namespace hearth
