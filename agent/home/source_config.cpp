#include "home/source_config.hpp"

#include <algorithm>

#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "domain/topic_mapping.hpp"

namespace hearth {

namespace {

// Everything below its topic is the source's.
bool has_base(SourceKind kind) {
    return kind == SourceKind::kStatestream || kind == SourceKind::kZigbee2Mqtt;
}

}  // namespace

Status check(const SourceConfig& source) {
    const std::string shown = "'" + utf8_excerpt(source.topic, 100) + "'";
    if (has_base(source.kind)) {
        if (is_topic_name(source.topic) && source.topic.find_first_not_of('/') != std::string::npos)
            return {};
        return Error{
            ErrorCode::kInvalid,
            std::string(to_string(source.kind)) + " base topic " + shown +
                " cannot be used: give " +
                (source.kind == SourceKind::kStatestream ? "Home Assistant's" : "Zigbee2MQTT's") +
                " base_topic, without + and #"};
    }
    if (source.kind == SourceKind::kMapped) {
        const auto fault = find_mapping_fault(source);
        return fault ? Status(Error{ErrorCode::kInvalid, "mapped topic " + shown + ": " +
                                                             fault->key + ": " + fault->text})
                     : Status();
    }
    if (is_topic_filter(source.topic)) return {};
    return Error{ErrorCode::kInvalid,
                 std::string(to_string(source.kind)) + " topic " + shown +
                     " cannot be used: + must fill a whole level, # only the last one"};
}

std::string subscription_of(const SourceConfig& source) {
    if (!has_base(source.kind)) return source.topic;
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
