#include "home/eventstream.hpp"

#include <optional>
#include <utility>

#include "core/utf8.hpp"
#include "home/json_fields.hpp"
#include "home/payload_check.hpp"

namespace hearth {

namespace {

constexpr std::size_t kMaxEventType = 64;  // code points; Home Assistant's limit

Fact broken(const char* code, std::string text) {
    return quarantined_fact(SourceKind::kEventstream, code, std::move(text));
}

// A time of a state object: absent is no defect, unreadable is one.
std::optional<Defect> read_time(const Json& state, const char* key, TimeUs received_us,
                                std::optional<TimeUs>& out) {
    const auto found = state.find(key);
    if (found == state.end() || found->is_null()) return std::nullopt;
    return read_json_time(*found, received_us, out);
}

std::optional<Defect> read_new_state(Json& state, TimeUs received_us, Fact& fact) {
    const auto text = json_string(state, "state");
    if (!text) return Defect{"bad_state", "new_state.state is missing or not text"};
    if (auto defect = check_state(*text)) return defect;
    fact.state = *text;
    if (const auto id = json_string(state, "entity_id"); id && *id != fact.entity_id)
        return Defect{"bad_entity_id", "new_state.entity_id is not the entity_id of the event"};
    if (auto defect = read_time(state, "last_changed", received_us, fact.changed_us)) return defect;
    if (auto defect = read_time(state, "last_updated", received_us, fact.updated_us)) return defect;
    if (const auto found = state.find("attributes"); found != state.end() && found->is_object())
        fact.attributes = std::move(*found);
    if (const auto found = state.find("context"); found != state.end())
        fact.context = read_context(*found);
    return std::nullopt;
}

// The old state helps where it is sound; where it is not, the new one still counts.
void read_old_state(const Json& state, TimeUs received_us, Fact& fact) {
    if (auto text = json_string(state, "state"); text && !check_state(*text))
        fact.old_state = std::move(*text);
    if (read_time(state, "last_changed", received_us, fact.old_changed_us))
        fact.old_changed_us.reset();
}

Fact read_state_changed(Json& data, TimeUs received_us) {
    auto entity_id = json_string(data, "entity_id");
    if (!entity_id) return broken("bad_entity_id", "state_changed without an entity_id");
    if (const auto defect = check_entity_id(*entity_id))
        return quarantined_fact(SourceKind::kEventstream, *defect);
    Fact fact;
    fact.source = SourceKind::kEventstream;
    fact.kind = FactKind::kState;
    fact.entity_id = std::move(*entity_id);
    const auto before = data.find("old_state"), after = data.find("new_state");
    if (before != data.end() && before->is_object()) read_old_state(*before, received_us, fact);
    std::optional<Defect> defect;
    if (after != data.end() && after->is_object())
        defect = read_new_state(*after, received_us, fact);
    else if (after != data.end() && after->is_null() && before != data.end() && before->is_object())
        fact.kind = FactKind::kRemoved;
    else
        defect = Defect{"bad_event", "state_changed needs a new_state, or an old_state and null"};
    if (!defect) return fact;
    Fact refused = quarantined_fact(SourceKind::kEventstream, *defect);
    refused.entity_id = std::move(fact.entity_id);
    return refused;
}

Fact read_event(Json& envelope, TimeUs received_us) {
    auto type = json_string(envelope, "event_type");
    const auto data = envelope.is_object() ? envelope.find("event_data") : envelope.end();
    if (!type || data == envelope.end() || !(data->is_object() || data->is_null()))
        return broken("bad_envelope",
                      "not {\"event_type\": text, \"event_data\": object}, which mqtt_eventstream "
                      "sends");
    if (type->empty() || type->size() > 4 * kMaxEventType || utf8_length(*type) > kMaxEventType)
        return broken("bad_event_type", "the event type has not 1 to 64 characters");
    if (*type == "state_changed") return read_state_changed(*data, received_us);
    Fact fact;
    fact.source = SourceKind::kEventstream;
    fact.kind = FactKind::kEvent;
    fact.event_type = std::move(*type);
    fact.event_data = data->is_null() ? Json::object() : std::move(*data);
    if (auto id = json_string(fact.event_data, "entity_id"); id && is_entity_id(*id))
        fact.entity_id = std::move(*id);
    return fact;
}

Fact read_message(const InboundMessage& message) {
    if (message.payload.empty())
        return ignored_fact(SourceKind::kEventstream, "cleared", "the payload is empty");
    if (const auto defect = check_payload(message))
        return quarantined_fact(SourceKind::kEventstream, *defect);
    Json envelope;
    if (const auto defect = read_json(message.payload, envelope))
        return quarantined_fact(SourceKind::kEventstream, *defect);
    return read_event(envelope, message.received_us);
}

}  // namespace

std::vector<Fact> parse_eventstream(const InboundMessage& message) {
    std::vector<Fact> facts;
    facts.push_back(read_message(message));
    return facts;
}

}  // namespace hearth
