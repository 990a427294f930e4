// Triggers as JSON.
#include "automation/value_writer.hpp"

namespace hearth::automation {

namespace {

void write_trigger(OrderedJson& out, const StateTrigger& state) {
    out["trigger"] = "state";
    out["entity_id"] = one_or_list(state.entities);
    put_text(out, "attribute", state.attribute);
    put_states(out, "from", state.from);
    put_states(out, "not_from", state.not_from);
    put_states(out, "to", state.to);
    put_states(out, "not_to", state.not_to);
    put_duration(out, "for", state.for_ms);
}

void write_trigger(OrderedJson& out, const NumericStateTrigger& numeric) {
    out["trigger"] = "numeric_state";
    put_numeric_state(out, numeric);
    put_duration(out, "for", numeric.for_ms);
}

void write_trigger(OrderedJson& out, const TimeTrigger& time) {
    out["trigger"] = "time";
    OrderedJson at = OrderedJson::array();
    for (const Moment& moment : time.at) at.push_back(moment_json(moment));
    out["at"] = at.size() == 1 ? OrderedJson(at[0]) : at;
    put_weekdays(out, time.weekdays);
}

void write_trigger(OrderedJson& out, const TimePatternTrigger& pattern) {
    out["trigger"] = "time_pattern";
    put_text(out, "hours", pattern.hours);
    put_text(out, "minutes", pattern.minutes);
    put_text(out, "seconds", pattern.seconds);
}

void write_trigger(OrderedJson& out, const SunTrigger& sun) {
    out["trigger"] = "sun";
    out["event"] = word(sun.event);
    if (sun.offset_s != 0) out["offset"] = duration_json(sun.offset_s * 1000);
}

void write_trigger(OrderedJson& out, const ZoneTrigger& zone) {
    out["trigger"] = "zone";
    out["entity_id"] = one_or_list(zone.entities);
    out["zone"] = zone.zone;
    out["event"] = zone.enter ? "enter" : "leave";
}

void write_trigger(OrderedJson& out, const EventTrigger& event) {
    out["trigger"] = "event";
    out["event_type"] = one_or_list(event.event_types);
    if (!event.data.is_null()) out["event_data"] = OrderedJson(event.data);
}

void write_trigger(OrderedJson& out, const HomeAssistantTrigger& own) {
    out["trigger"] = "homeassistant";
    out["event"] = own.start ? "start" : "shutdown";
}

void write_trigger(OrderedJson& out, const TemplateTrigger& one) {
    out["trigger"] = "template";
    out["value_template"] = one.value_template;
    put_duration(out, "for", one.for_ms);
}

void write_trigger(OrderedJson& out, const OtherTrigger& other) {
    out["trigger"] = other.kind;
    merge(out, other.mapping);
}

}  // namespace

OrderedJson to_json(const Trigger& trigger) {
    OrderedJson out = OrderedJson::object();
    put_text(out, "alias", trigger.alias);
    put_text(out, "id", trigger.id);
    std::visit([&](const auto& what) { write_trigger(out, what); }, trigger.what);
    if (!trigger.enabled) out["enabled"] = false;
    return out;
}

}  // namespace hearth::automation
