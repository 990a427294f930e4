#include "home/fact.hpp"

#include <utility>

#include "home/fact_change.hpp"
#include "home/origin_attributor.hpp"

namespace hearth {

const char* to_string(FactKind kind) {
    switch (kind) {
        case FactKind::kState: return "state";
        case FactKind::kAttribute: return "attribute";
        case FactKind::kTime: return "time";
        case FactKind::kEvent: return "event";
        case FactKind::kRemoved: return "removed";
        case FactKind::kAvailability: return "availability";
        case FactKind::kIgnored: return "ignored";
        case FactKind::kQuarantined: return "quarantined";
    }
    return "ignored";
}

namespace {

Fact refused(FactKind kind, std::optional<SourceKind> source, const char* code,
             std::string reason) {
    Fact fact;
    fact.kind = kind;
    fact.source = source;
    fact.reason_code = code;
    fact.reason = std::move(reason);
    return fact;
}

void put_text(Json& out, const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
}

void put_time(Json& out, const char* key, const std::optional<TimeUs>& time) {
    if (time) out[key] = *time;
}

Json json_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

bool tells_a_state(const Fact& fact) {
    return fact.kind == FactKind::kState || fact.kind == FactKind::kAvailability;
}

}  // namespace

Fact ignored_fact(std::optional<SourceKind> source, const char* reason_code, std::string reason) {
    return refused(FactKind::kIgnored, source, reason_code, std::move(reason));
}

Fact quarantined_fact(std::optional<SourceKind> source, const char* reason_code,
                      std::string reason) {
    return refused(FactKind::kQuarantined, source, reason_code, std::move(reason));
}

namespace {

Json to_json_without_value(const Fact& fact) {
    Json out = Json::object();
    if (fact.source) out["source"] = to_string(*fact.source);
    out["kind"] = to_string(fact.kind);
    put_text(out, "entity_id", fact.entity_id);
    if (tells_a_state(fact)) out["state"] = fact.state;  // may well be empty
    if (fact.old_state) out["old_state"] = *fact.old_state;
    put_text(out, "attribute", fact.attribute);
    if (fact.attributes.is_object()) out["attributes"] = fact.attributes;
    put_time(out, "changed_us", fact.changed_us);
    put_time(out, "updated_us", fact.updated_us);
    put_text(out, "event_type", fact.event_type);
    if (fact.event_data.is_object()) out["event_data"] = fact.event_data;
    if (fact.context.known)
        out["context"] = {{"id", json_or_null(fact.context.id)},
                          {"parent_id", json_or_null(fact.context.parent_id)},
                          {"user_id", json_or_null(fact.context.user_id)}};
    if (fact.kind == FactKind::kState)
        out["origin"] = to_string(origin_alone(change_of(fact, InboundMessage{})));
    put_text(out, "reason", fact.reason);
    put_text(out, "reason_code", fact.reason_code);
    return out;
}

}  // namespace

Json to_json(const Fact& fact) {
    Json out = to_json_without_value(fact);
    if (fact.kind != FactKind::kAttribute) return out;
    const auto value = parse_json(fact.value);
    out["value"] = value ? *value : Json();
    return out;
}

std::string to_json_line(const Fact& fact) {
    std::string line = dump_json(to_json_without_value(fact));
    if (fact.kind != FactKind::kAttribute || fact.value.empty()) return line;
    line.pop_back();  // the object is never empty: it has its kind
    return line + ",\"value\":" + fact.value + "}";
}

}  // namespace hearth
