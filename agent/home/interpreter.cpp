#include "home/interpreter.hpp"

#include <algorithm>
#include <utility>

#include "core/json.hpp"
#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "home/eventstream.hpp"
#include "home/plain_json.hpp"
#include "home/statestream.hpp"

namespace hearth {

Interpreter::Interpreter(std::vector<SourceConfig> sources, std::string status_topic)
    : sources_(std::move(sources)), status_topic_(std::move(status_topic)) {}

std::vector<Fact> Interpreter::interpret(const InboundMessage& message) const {
    if (message.topic == status_topic_) return interpret_status(message);
    if (claimed_by(SourceKind::kEventstream, message.topic)) return parse_eventstream(message);
    if (const auto base = statestream_base(message.topic)) return parse_statestream(*base, message);
    if (claimed_by(SourceKind::kPlainJson, message.topic)) return parse_plain_json(message);
    return {ignored_fact(
        std::nullopt, "unknown_topic",
        "no configured source has the topic '" + utf8_excerpt(message.topic, 200) + "'")};
}

std::vector<Fact> Interpreter::interpret_as(SourceKind source,
                                            const InboundMessage& message) const {
    switch (source) {
        case SourceKind::kEventstream: return parse_eventstream(message);
        case SourceKind::kPlainJson: return parse_plain_json(message);
        case SourceKind::kStatestream: break;
    }
    if (const auto base = statestream_base(message.topic)) return parse_statestream(*base, message);
    return parse_statestream(guess_statestream_base(message.topic), message);
}

std::vector<Fact> Interpreter::interpret_guessing(const InboundMessage& message) const {
    auto facts = interpret(message);
    if (facts.front().source || facts.front().reason_code != "unknown_topic") return facts;
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
    return odd ? facts : guessed;
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
    fact.event_type = "homeassistant";
    fact.state = message.payload;
    return {std::move(fact)};
}

std::optional<std::string> Interpreter::statestream_base(const std::string& topic) const {
    std::optional<std::string> best;
    for (const auto& source : sources_) {
        if (source.kind != SourceKind::kStatestream) continue;
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
