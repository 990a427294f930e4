#include "home/interpreter.hpp"

#include <algorithm>
#include <utility>

#include "core/json.hpp"
#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "home/eventstream.hpp"
#include "home/mapped.hpp"
#include "home/plain_json.hpp"
#include "home/statestream.hpp"
#include "home/zigbee2mqtt.hpp"

namespace hearth {

namespace {

Fact unknown_topic(std::optional<SourceKind> source, const std::string& topic, const char* whose) {
    return ignored_fact(source, kUnknownTopic,
                        std::string(whose) + " has the topic '" + utf8_excerpt(topic, 200) + "'");
}

std::string first_level(const std::string& topic) { return topic.substr(0, topic.find('/')); }

}  // namespace

Interpreter::Interpreter(std::vector<SourceConfig> sources, std::string status_topic,
                         std::size_t max_payload_bytes,
                         std::shared_ptr<const ZigbeeDevices> devices)
    : sources_(std::move(sources)),
      status_topic_(std::move(status_topic)),
      max_payload_bytes_(max_payload_bytes),
      devices_(devices ? std::move(devices) : std::make_shared<const ZigbeeDevices>()) {}

std::vector<Fact> Interpreter::interpret(const InboundMessage& message) const {
    const std::string& topic = message.topic;
    if (const auto defect = check_limit(message)) return {quarantined_fact(std::nullopt, *defect)};
    if (topic == status_topic_) return interpret_status(message);
    if (claimed_by(SourceKind::kEventstream, topic)) return parse_eventstream(message);
    if (claimed_by(SourceKind::kMapped, topic)) return interpret_mapped(message);
    if (const auto base = base_of(SourceKind::kStatestream, topic))
        return parse_statestream(*base, message);
    if (const auto base = base_of(SourceKind::kZigbee2Mqtt, topic))
        return parse_zigbee2mqtt(*base, *devices_, message);
    if (claimed_by(SourceKind::kPlainJson, topic)) return parse_plain_json(message);
    return {unknown_topic(std::nullopt, topic, "no configured source")};
}

std::vector<Fact> Interpreter::interpret_as(SourceKind source,
                                            const InboundMessage& message) const {
    if (const auto defect = check_limit(message)) return {quarantined_fact(source, *defect)};
    const auto base = base_of(source, message.topic);
    switch (source) {
        case SourceKind::kEventstream: return parse_eventstream(message);
        case SourceKind::kPlainJson: return parse_plain_json(message);
        case SourceKind::kMapped: return interpret_mapped(message);
        case SourceKind::kZigbee2Mqtt:
            return parse_zigbee2mqtt(base.value_or(first_level(message.topic)), *devices_, message);
        case SourceKind::kStatestream: break;
    }
    return base ? parse_statestream(*base, message)
                : parse_statestream(guess_statestream_base(message.topic), message);
}

std::vector<Fact> Interpreter::interpret_guessing(const InboundMessage& message) const {
    auto facts = interpret(message);
    if (facts.front().source || facts.front().reason_code != kUnknownTopic) return facts;
    if (const auto content = parse_json(message.payload); content && !content->is_primitive()) {
        const Json& object = content->is_array() && !content->empty() ? content->front() : *content;
        if (object.contains("event_type") && object.contains("event_data"))
            return parse_eventstream(message);
        if (object.contains("entity_id") && object.contains("state"))
            return parse_plain_json(message);
    }
    const std::string_view base = guess_statestream_base(message.topic);
    auto guessed = parse_statestream(base, message);
    const FactKind kind = guessed.front().kind;
    const bool odd = base.empty() || kind == FactKind::kIgnored ||
                     guessed.front().reason_code == "bad_entity_id";
    if (!odd) return guessed;
    return looks_like_zigbee2mqtt(message) ? interpret_as(SourceKind::kZigbee2Mqtt, message)
                                           : facts;
}

std::vector<std::string> Interpreter::subscriptions() const {
    auto out = hearth::subscriptions(sources_);
    if (!status_topic_.empty() && std::none_of(out.begin(), out.end(), [&](const auto& filter) {
            return topic_matches(filter, status_topic_);
        }))
        out.push_back(status_topic_);
    return out;
}

std::vector<Fact> Interpreter::interpret_status(const InboundMessage& message) const {
    if (message.payload != "online" && message.payload != "offline")
        return {ignored_fact(std::nullopt, "unknown_status",
                             "neither \"online\" nor \"offline\" on Home Assistant's status "
                             "topic")};
    Fact fact;
    fact.kind = FactKind::kAvailability;
    fact.event_type = kHomeAssistant;
    fact.state = message.payload;
    return {std::move(fact)};
}

std::vector<Fact> Interpreter::interpret_mapped(const InboundMessage& message) const {
    std::vector<Fact> facts;
    for (const auto& source : sources_)
        if (source.kind == SourceKind::kMapped && topic_matches(source.topic, message.topic))
            facts.push_back(parse_mapped(source, message));
    if (facts.empty())
        facts.push_back(unknown_topic(SourceKind::kMapped, message.topic, "no mapped source"));
    return facts;
}

// What is ignored or has a limit of its own must not be refused for its size.
std::optional<Defect> Interpreter::check_limit(const InboundMessage& message) const {
    if (message.payload.size() <= max_payload_bytes_) return std::nullopt;
    std::size_t limit = max_payload_bytes_;
    if (const auto base = base_of(SourceKind::kZigbee2Mqtt, message.topic))
        limit = zigbee_payload_limit(*base, message.topic, limit);
    return check_size(message, limit);
}

std::optional<std::string> Interpreter::base_of(SourceKind kind, const std::string& topic) const {
    std::optional<std::string> best;
    if (kind != SourceKind::kStatestream && kind != SourceKind::kZigbee2Mqtt) return best;
    for (const auto& source : sources_) {
        if (source.kind != kind) continue;
        std::string base = source.topic;
        if (base.ends_with('/')) base.pop_back();
        const bool below =
            topic.size() > base.size() && topic.starts_with(base) && topic[base.size()] == '/';
        if (below && (!best || base.size() > best->size())) best = std::move(base);
    }
    return best;
}

bool Interpreter::claimed_by(SourceKind kind, const std::string& topic) const {
    return std::any_of(sources_.begin(), sources_.end(), [&](const SourceConfig& source) {
        return source.kind == kind && topic_matches(source.topic, topic);
    });
}

}  // namespace hearth
