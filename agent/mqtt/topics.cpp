#include "mqtt/topics.hpp"

#include <algorithm>

#include "core/topic_filter.hpp"

namespace hearth {
namespace {

constexpr std::size_t kMaxNameChars = 64;

bool is_command_name(std::string_view text) {
    return !text.empty() && text.size() <= kMaxNameChars &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

Error bad_id() {
    return Error{ErrorCode::kInvalid, "an id has 1 to 64 characters of A-Z, a-z, 0-9 and _ . : -"};
}

}  // namespace

bool is_reply_id(std::string_view text) {
    return !text.empty() && text.size() <= kMaxNameChars &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '.' || c == ':' || c == '-';
           });
}

Result<Topics> Topics::with_base(std::string base) {
    const bool has_empty_level =
        base.starts_with('/') || base.ends_with('/') || base.find("//") != std::string::npos;
    if (!is_topic_name(base) || base.starts_with('$') || has_empty_level || base.size() > 256)
        return Error{
            ErrorCode::kInvalid,
            "the base topic must be a topic such as \"hearth\" or \"home/hearth\": at most "
            "256 bytes, no '+' or '#', no '$' in front, no empty level"};
    return Topics(std::move(base));
}

std::string Topics::models(std::string_view model) const {
    return base_ + "/models/" + std::string(model);
}

std::string Topics::runs(std::string_view model) const {
    return base_ + "/runs/" + std::string(model);
}

Result<std::string> Topics::reply(std::string_view id) const {
    if (!is_reply_id(id)) return bad_id();
    return base_ + "/reply/" + std::string(id);
}

std::optional<std::string> Topics::ask_reply_id(std::string_view topic) const {
    const std::string start = base_ + "/ask/reply/";
    if (!topic.starts_with(start) || !is_reply_id(topic.substr(start.size()))) return std::nullopt;
    return std::string(topic.substr(start.size()));
}

Result<std::string> Topics::ask_reply(std::string_view id) const {
    if (!is_reply_id(id)) return bad_id();
    return base_ + "/ask/reply/" + std::string(id);
}

std::optional<std::string> Topics::command_name(std::string_view topic) const {
    const std::string prefix = base_ + "/command/";
    if (!topic.starts_with(prefix)) return std::nullopt;
    const std::string_view name = topic.substr(prefix.size());
    if (!is_command_name(name)) return std::nullopt;
    return std::string(name);
}

}  // namespace hearth
