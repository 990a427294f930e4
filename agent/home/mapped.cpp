#include "home/mapped.hpp"

#include <cstdlib>
#include <optional>
#include <utility>

#include "core/utf8.hpp"
#include "domain/topic_mapping.hpp"
#include "home/json_fields.hpp"
#include "home/moment.hpp"
#include "home/payload_check.hpp"

namespace hearth {

namespace {

constexpr TimeUs kAtOnceUs = 2 * kMicrosPerSecond;

// What there is at a JSON pointer. Never throws: an index into a list that is none finds nothing.
const Json* find(const Json& content, const std::string& pointer) {
    const Json::json_pointer where(pointer);
    try {
        return content.contains(where) ? &content.at(where) : nullptr;
    } catch (const Json::exception&) {
        return nullptr;
    }
}

Fact about(Fact fact, const std::string& entity_id) {
    fact.entity_id = entity_id;
    return fact;
}

Fact nothing_at(const std::string& pointer) {
    return ignored_fact(SourceKind::kMapped, "no_value", "the message has nothing at " + pointer);
}

std::optional<Defect> read_time(const Json& content, const std::string& pointer, TimeUs received_us,
                                Fact& fact) {
    const Json* value = pointer.empty() ? nullptr : find(content, pointer);
    if (!value || value->is_null()) return std::nullopt;
    if (auto defect = read_json_time(*value, received_us, fact.updated_us)) return defect;
    const bool whole_second = *fact.updated_us % kMicrosPerSecond == 0;
    if (whole_second && std::abs(*fact.updated_us - received_us) <= kAtOnceUs)
        fact.updated_us.reset();
    return std::nullopt;
}

// The state as the mapping has it; nothing when the mapping does not name what was found.
std::optional<std::string> meaning_of(const std::string& found, const Json& values) {
    if (values.empty()) return found;
    return json_string(values, found.c_str());
}

Fact with_state(Fact fact, std::string state, const InboundMessage& message) {
    fact.state = std::move(state);
    return is_moment_domain(domain_of(fact.entity_id)) ? as_moment(std::move(fact), message) : fact;
}

Fact make_fact(const SourceConfig& source, const std::string& found, Fact fact,
               const InboundMessage& message) {
    auto state = meaning_of(found, source.mapping.values);
    if (!state)
        return ignored_fact(SourceKind::kMapped, "unmapped_value",
                            "'" + utf8_excerpt(found, 60) + "' is not among the mapping's values");
    if (const auto defect = check_state(*state))
        return quarantined_fact(SourceKind::kMapped, *defect);
    return with_state(std::move(fact), std::move(*state), message);
}

Fact read_json_state(const SourceConfig& source, Fact fact, const InboundMessage& message) {
    Json content;
    if (const auto defect = read_json(message.payload, content))
        return quarantined_fact(SourceKind::kMapped, *defect);
    const Json* value = find(content, source.mapping.state);
    if (!value) return nothing_at(source.mapping.state);
    if (const auto defect = read_time(content, source.mapping.time, message.received_us, fact))
        return quarantined_fact(SourceKind::kMapped, *defect);
    if (value->is_null()) return with_state(std::move(fact), "unknown", message);
    // The keys of a mapping are written as JSON writes them: true, not on.
    const bool by_name = value->is_boolean() && !source.mapping.values.empty();
    const auto found = by_name ? dump_json(*value) : state_text(*value);
    if (!found)
        return quarantined_fact(SourceKind::kMapped, "bad_state",
                                "what stands at " + source.mapping.state + " is no single value");
    return make_fact(source, *found, std::move(fact), message);
}

}  // namespace

Fact parse_mapped(const SourceConfig& source, const InboundMessage& message) {
    Fact fact;
    fact.kind = FactKind::kState;
    fact.source = SourceKind::kMapped;
    fact.entity_id = mapped_entity_id(source, message.topic);
    if (const auto defect = check_entity_id(fact.entity_id))
        return quarantined_fact(SourceKind::kMapped, *defect);
    const std::string entity_id = fact.entity_id;
    if (message.payload.empty())
        return about(ignored_fact(SourceKind::kMapped, "cleared", "the payload is empty"),
                     entity_id);
    if (const auto defect = check_payload(message))
        return about(quarantined_fact(SourceKind::kMapped, *defect), entity_id);
    return about(source.mapping.state.empty()
                     ? make_fact(source, message.payload, std::move(fact), message)
                     : read_json_state(source, std::move(fact), message),
                 entity_id);
}

}  // namespace hearth
