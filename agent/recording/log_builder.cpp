#include "recording/log_builder.hpp"

#include <algorithm>
#include <utility>

#include "core/iso_time.hpp"
#include "core/utf8.hpp"

namespace hearth {

LogBuilder::LogBuilder(std::string path, LogFormat format, const ReadOptions& options)
    : options_(options) {
    log_.path = std::move(path);
    log_.format = format;
}

Status LogBuilder::count_row() {
    if (++log_.rows <= options_.max_rows) return {};
    return Error{ErrorCode::kTooLarge, log_.path + ": more than " +
                                           std::to_string(options_.max_rows) +
                                           " rows; split the log into smaller files"};
}

EventLog LogBuilder::take() {
    const auto earlier = [](const LogEvent& a, const LogEvent& b) {
        return a.local_us < b.local_us;
    };
    std::stable_sort(log_.events.begin(), log_.events.end(), earlier);
    return std::move(log_);
}

Result<TimeUs> read_wall_time(std::string_view text) {
    if (const auto time = parse_local_time(text)) return *time;
    return Error{ErrorCode::kInvalid,
                 "found " + shown(std::string(text)) +
                     " where a local time such as 2024-03-04 07:15:00 was expected"};
}

std::string normal_state(const std::string& word) {
    std::string lower = word;
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (lower == "on" || lower == "off" || lower == "open" || lower == "closed") return lower;
    return lower == "close" ? "closed" : word;
}

std::string objection_to_text(const std::string& what, const std::string& text) {
    constexpr std::size_t kMaxLength = 255;  // Home Assistant's limit for states and entity ids
    if (text.empty()) return "the " + what + " is empty";
    const std::size_t length = utf8_length(text);
    if (length <= kMaxLength) return {};
    return "the " + what + " has " + std::to_string(length) + " characters; at most 255 are read";
}

std::string shown(const std::string& text) { return "'" + utf8_excerpt(text, 60) + "'"; }

}  // namespace hearth
