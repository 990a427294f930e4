#include "home/plain_json.hpp"

#include <optional>
#include <utility>

#include "home/json_fields.hpp"
#include "home/payload_check.hpp"

namespace hearth {

namespace {

const Json& member(const Json& object, const char* key) {
    static const Json kAbsent;
    const auto found = object.find(key);
    return found == object.end() ? kAbsent : *found;
}

std::optional<Defect> read_times(const Json& object, TimeUs received_us, Fact& fact) {
    const Json& changed = member(object, "last_changed");
    const Json& time = changed.is_null() ? member(object, "time") : changed;
    if (!time.is_null())
        if (auto defect = read_json_time(time, received_us, fact.changed_us)) return defect;
    const Json& updated = member(object, "last_updated");
    return updated.is_null() ? std::nullopt : read_json_time(updated, received_us, fact.updated_us);
}

void read_cause(const Json& object, Fact& fact) {
    fact.context = read_context(member(object, "context"));
    if (fact.context.id.empty()) fact.context.id = read_id(object, "id");
    if (object.contains("user_id") && !fact.context.known) {
        fact.context.known = true;
        fact.context.user_id = read_id(object, "user_id");
    }
}

std::optional<Defect> read_object(const Json& object, TimeUs received_us, Fact& fact) {
    if (!object.is_object()) return Defect{"bad_shape", "not a JSON object"};
    auto id = json_string(object, "entity_id");
    if (!id) return Defect{"bad_entity_id", "the object has no \"entity_id\""};
    if (auto defect = check_entity_id(*id)) return defect;
    fact.entity_id = std::move(*id);
    auto state = state_text(member(object, "state"));
    if (!state)
        return Defect{"bad_state", "\"state\" is missing, or not text, a number or true/false"};
    if (auto defect = check_state(*state)) return defect;
    fact.state = std::move(*state);
    if (auto old = state_text(member(object, "old_state")); old && !check_state(*old))
        fact.old_state = std::move(*old);
    if (auto defect = read_times(object, received_us, fact)) return defect;
    if (const Json& attributes = member(object, "attributes"); attributes.is_object())
        fact.attributes = attributes;
    read_cause(object, fact);
    return std::nullopt;
}

Fact read_fact(const Json& object, TimeUs received_us) {
    Fact fact;
    fact.kind = FactKind::kState;
    fact.source = SourceKind::kPlainJson;
    const auto defect = read_object(object, received_us, fact);
    if (!defect) return fact;
    Fact refused = quarantined_fact(SourceKind::kPlainJson, *defect);
    refused.entity_id = std::move(fact.entity_id);
    return refused;
}

}  // namespace

std::vector<Fact> parse_plain_json(const InboundMessage& message) {
    if (message.payload.empty())
        return {ignored_fact(SourceKind::kPlainJson, "cleared", "the payload is empty")};
    if (const auto defect = check_payload(message))
        return {quarantined_fact(SourceKind::kPlainJson, *defect)};
    Json content;
    if (const auto defect = read_json(message.payload, content))
        return {quarantined_fact(SourceKind::kPlainJson, *defect)};
    if (!content.is_array()) return {read_fact(content, message.received_us)};
    if (content.empty())
        return {ignored_fact(SourceKind::kPlainJson, "empty", "the array is empty")};
    std::vector<Fact> facts;
    facts.reserve(content.size());
    for (const Json& object : content) facts.push_back(read_fact(object, message.received_us));
    return facts;
}

}  // namespace hearth
