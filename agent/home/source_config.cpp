#include "home/source_config.hpp"

#include <algorithm>

#include "core/topic_filter.hpp"
#include "core/utf8.hpp"

namespace hearth {

Status check(const SourceConfig& source) {
    const std::string shown = "'" + utf8_excerpt(source.topic, 100) + "'";
    if (source.kind == SourceKind::kStatestream) {
        if (is_topic_name(source.topic) && source.topic.find_first_not_of('/') != std::string::npos)
            return {};
        return Error{ErrorCode::kInvalid,
                     "statestream base topic " + shown +
                         " cannot be used: give Home Assistant's base_topic, without + and #"};
    }
    if (is_topic_filter(source.topic)) return {};
    return Error{ErrorCode::kInvalid,
                 std::string(to_string(source.kind)) + " topic " + shown +
                     " cannot be used: + must fill a whole level, # only the last one"};
}

std::string subscription_of(const SourceConfig& source) {
    if (source.kind != SourceKind::kStatestream) return source.topic;
    return source.topic.ends_with('/') ? source.topic + "#" : source.topic + "/#";
}

std::vector<std::string> subscriptions(const std::vector<SourceConfig>& sources) {
    std::vector<std::string> out;
    for (const auto& source : sources) {
        std::string filter = subscription_of(source);
        if (std::find(out.begin(), out.end(), filter) == out.end())
            out.push_back(std::move(filter));
    }
    return out;
}

}  // namespace hearth
