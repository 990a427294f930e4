// Hearth's own topics below its base topic ("hearth" unless configured).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.hpp"

namespace hearth {

// [A-Za-z0-9_.:-], 1 to 64 characters: what a command may give as its "id".
bool is_reply_id(std::string_view text);

class Topics {
public:
    // kInvalid for a base that is no topic name, begins with '$' or has an empty level.
    static Result<Topics> with_base(std::string base);

    const std::string& base() const { return base_; }
    std::string status() const { return base_ + "/status"; }  // retained, last will
    std::string predictions() const { return base_ + "/predictions"; }
    std::string suggestions() const { return base_ + "/suggestions"; }
    std::string anomalies() const { return base_ + "/anomalies"; }  // retained
    std::string models(std::string_view model) const;               // retained
    std::string runs(std::string_view model) const;                 // progress
    // For answers to messages that name no id.
    std::string replies() const { return base_ + "/reply"; }
    // kInvalid unless is_reply_id(id).
    Result<std::string> reply(std::string_view id) const;

    std::string command_filter() const { return base_ + "/command/+"; }
    // "train" of "hearth/command/train"; nothing for any other topic. A name has 1 to 64 characters
    // of [a-z0-9_].
    std::optional<std::string> command_name(std::string_view topic) const;

    std::string ask_query() const { return base_ + "/ask/query"; }
    std::string ask_feedback() const { return base_ + "/ask/feedback"; }
    std::string ask_log() const { return base_ + "/ask/log"; }
    // kInvalid unless is_reply_id(id).
    Result<std::string> ask_reply(std::string_view id) const;
    std::string ask_reply_filter() const { return base_ + "/ask/reply/+"; }
    // "q7" of "hearth/ask/reply/q7"; nothing for any other topic.
    std::optional<std::string> ask_reply_id(std::string_view topic) const;

private:
    explicit Topics(std::string base) : base_(std::move(base)) {}
    std::string base_;
};

}  // namespace hearth
