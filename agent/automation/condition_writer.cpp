// Conditions as JSON.
#include "automation/value_writer.hpp"

namespace hearth::automation {

namespace {

void write_condition(OrderedJson& out, const StateCondition& state) {
    out["condition"] = "state";
    out["entity_id"] = one_or_list(state.entities);
    if (state.match_any) out["match"] = "any";
    put_text(out, "attribute", state.attribute);
    out["state"] = one_or_list(state.states);
    put_duration(out, "for", state.for_ms);
}

void write_condition(OrderedJson& out, const NumericStateCondition& numeric) {
    out["condition"] = "numeric_state";
    put_numeric_state(out, numeric);
}

void write_condition(OrderedJson& out, const TimeCondition& time) {
    out["condition"] = "time";
    if (time.after) out["after"] = moment_json(*time.after);
    if (time.before) out["before"] = moment_json(*time.before);
    put_weekdays(out, time.weekdays);
}

void write_condition(OrderedJson& out, const SunCondition& sun) {
    out["condition"] = "sun";
    if (sun.after) out["after"] = word(*sun.after);
    if (sun.after_offset_s != 0) out["after_offset"] = duration_json(sun.after_offset_s * 1000);
    if (sun.before) out["before"] = word(*sun.before);
    if (sun.before_offset_s != 0) out["before_offset"] = duration_json(sun.before_offset_s * 1000);
}

void write_condition(OrderedJson& out, const ZoneCondition& zone) {
    out["condition"] = "zone";
    out["entity_id"] = one_or_list(zone.entities);
    out["zone"] = one_or_list(zone.zones);
}

void write_condition(OrderedJson& out, const TemplateCondition& one) {
    out["condition"] = "template";
    out["value_template"] = one.value_template;
}

void write_condition(OrderedJson& out, const TriggerCondition& trigger) {
    out["condition"] = "trigger";
    out["id"] = one_or_list(trigger.ids);
}

void write_condition(OrderedJson& out, const LogicCondition& logic) {
    static constexpr const char* kWords[] = {"and", "or", "not"};
    out["condition"] = kWords[static_cast<std::size_t>(logic.logic)];
    out["conditions"] = list_json(logic.conditions);
}

void write_condition(OrderedJson& out, const OtherCondition& other) {
    out["condition"] = other.kind;
    merge(out, other.mapping);
}

}  // namespace

OrderedJson to_json(const Condition& condition) {
    OrderedJson out = OrderedJson::object();
    put_text(out, "alias", condition.alias);
    std::visit([&](const auto& what) { write_condition(out, what); }, condition.what);
    if (!condition.enabled) out["enabled"] = false;
    return out;
}

}  // namespace hearth::automation
