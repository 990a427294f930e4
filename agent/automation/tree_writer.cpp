// The tree as JSON.
#include <utility>

#include "automation/time_text.hpp"
#include "automation/tree_json.hpp"

namespace hearth::automation {

namespace {

OrderedJson one_or_list(const Texts& texts) {
    if (texts.size() == 1) return texts[0];
    return texts;
}

void put(OrderedJson& out, const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
}

void put_texts(OrderedJson& out, const char* key, const Texts& texts) {
    if (!texts.empty()) out[key] = one_or_list(texts);
}

// The states of a trigger: absent, null (any) or some.
void put_states(OrderedJson& out, const char* key, const std::optional<Texts>& states) {
    if (!states) return;
    if (states->empty())
        out[key] = nullptr;
    else
        out[key] = one_or_list(*states);
}

void put_duration(OrderedJson& out, const char* key, const std::optional<std::int64_t>& ms) {
    if (ms) out[key] = duration_json(*ms);
}

OrderedJson number_json(double value) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) == value) return whole;
    return value;
}

void put_bound(OrderedJson& out, const char* key, const std::optional<Bound>& bound) {
    if (!bound) return;
    if (const double* number = std::get_if<double>(&*bound))
        out[key] = number_json(*number);
    else
        out[key] = std::get<std::string>(*bound);
}

OrderedJson moment_json(const Moment& moment) {
    if (const TimeOfDay* time = std::get_if<TimeOfDay>(&moment)) return to_string(*time);
    return std::get<std::string>(moment);
}

const char* word(SunEvent event) { return event == SunEvent::kSunrise ? "sunrise" : "sunset"; }

// A list even of one: days are read as a set.
void put_weekdays(OrderedJson& out, const Texts& weekdays) {
    if (!weekdays.empty()) out["weekday"] = weekdays;
}

void merge(OrderedJson& out, const Json& mapping) {
    if (!mapping.is_object()) return;
    for (const auto& [key, value] : mapping.items()) out[key] = OrderedJson(value);
}

template <class Part>
OrderedJson list_json(const std::vector<Part>& parts) {
    OrderedJson out = OrderedJson::array();
    for (const Part& part : parts) out.push_back(to_json(part));
    return out;
}

void write_trigger(OrderedJson& out, const StateTrigger& state) {
    out["trigger"] = "state";
    out["entity_id"] = one_or_list(state.entities);
    put(out, "attribute", state.attribute);
    put_states(out, "from", state.from);
    put_states(out, "not_from", state.not_from);
    put_states(out, "to", state.to);
    put_states(out, "not_to", state.not_to);
    put_duration(out, "for", state.for_ms);
}

void write_trigger(OrderedJson& out, const NumericStateTrigger& numeric) {
    out["trigger"] = "numeric_state";
    out["entity_id"] = one_or_list(numeric.entities);
    put(out, "attribute", numeric.attribute);
    put_bound(out, "above", numeric.above);
    put_bound(out, "below", numeric.below);
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
    put(out, "hours", pattern.hours);
    put(out, "minutes", pattern.minutes);
    put(out, "seconds", pattern.seconds);
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

void write_condition(OrderedJson& out, const StateCondition& state) {
    out["condition"] = "state";
    out["entity_id"] = one_or_list(state.entities);
    if (state.match_any) out["match"] = "any";
    put(out, "attribute", state.attribute);
    out["state"] = one_or_list(state.states);
    put_duration(out, "for", state.for_ms);
}

void write_condition(OrderedJson& out, const NumericStateCondition& numeric) {
    out["condition"] = "numeric_state";
    out["entity_id"] = one_or_list(numeric.entities);
    put(out, "attribute", numeric.attribute);
    put_bound(out, "above", numeric.above);
    put_bound(out, "below", numeric.below);
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

OrderedJson target_json(const Target& target) {
    OrderedJson out = OrderedJson::object();
    put_texts(out, "entity_id", target.entities);
    put_texts(out, "device_id", target.devices);
    put_texts(out, "area_id", target.areas);
    put_texts(out, "floor_id", target.floors);
    put_texts(out, "label_id", target.labels);
    return out;
}

void write_action(OrderedJson& out, const ServiceAction& call) {
    out["action"] = call.service;
    if (!call.target.empty()) out["target"] = target_json(call.target);
    if (!call.data.empty()) out["data"] = OrderedJson(call.data);
    put(out, "response_variable", call.response_variable);
}

void write_action(OrderedJson& out, const DelayAction& delay) {
    out["delay"] = duration_json(delay.ms);
}

void write_action(OrderedJson& out, const WaitAction& wait) {
    if (wait.triggers.empty())
        out["wait_template"] = wait.wait_template;
    else
        out["wait_for_trigger"] = list_json(wait.triggers);
    put_duration(out, "timeout", wait.timeout_ms);
    if (!wait.continue_on_timeout) out["continue_on_timeout"] = false;
}

void write_action(OrderedJson& out, const ConditionAction& step) {
    const OrderedJson condition = to_json(step.condition);
    for (const auto& [key, value] : condition.items()) out[key] = value;
}

OrderedJson branch_json(const Branch& branch) {
    OrderedJson out = OrderedJson::object();
    put(out, "alias", branch.alias);
    out["conditions"] = list_json(branch.conditions);
    out["sequence"] = list_json(branch.sequence);
    return out;
}

void write_action(OrderedJson& out, const ChooseAction& choose) {
    out["choose"] = OrderedJson::array();
    for (const Branch& branch : choose.branches) out["choose"].push_back(branch_json(branch));
    if (!choose.otherwise.empty()) out["default"] = list_json(choose.otherwise);
}

void write_action(OrderedJson& out, const IfAction& one) {
    out["if"] = list_json(one.conditions);
    out["then"] = list_json(one.then);
    if (!one.otherwise.empty()) out["else"] = list_json(one.otherwise);
}

void write_action(OrderedJson& out, const SequenceAction& steps) {
    out[steps.parallel ? "parallel" : "sequence"] = list_json(steps.actions);
}

void write_action(OrderedJson& out, const OtherAction& other) { merge(out, other.mapping); }

const char* word(Mode mode) {
    static constexpr const char* kWords[] = {"single", "restart", "queued", "parallel"};
    return kWords[static_cast<std::size_t>(mode)];
}

}  // namespace

OrderedJson to_json(const Trigger& trigger) {
    OrderedJson out = OrderedJson::object();
    put(out, "alias", trigger.alias);
    put(out, "id", trigger.id);
    std::visit([&](const auto& what) { write_trigger(out, what); }, trigger.what);
    if (!trigger.enabled) out["enabled"] = false;
    return out;
}

OrderedJson to_json(const Condition& condition) {
    OrderedJson out = OrderedJson::object();
    put(out, "alias", condition.alias);
    std::visit([&](const auto& what) { write_condition(out, what); }, condition.what);
    if (!condition.enabled) out["enabled"] = false;
    return out;
}

OrderedJson to_json(const Action& action) {
    OrderedJson out = OrderedJson::object();
    put(out, "alias", action.alias);
    std::visit([&](const auto& what) { write_action(out, what); }, action.what);
    if (!action.enabled) out["enabled"] = false;
    if (action.continue_on_error) out["continue_on_error"] = true;
    return out;
}

OrderedJson to_json(const Automation& automation) {
    OrderedJson out = OrderedJson::object();
    put(out, "id", automation.id);
    put(out, "alias", automation.alias);
    put(out, "description", automation.description);
    if (!automation.extra.contains("use_blueprint")) {
        out["triggers"] = list_json(automation.triggers);
        if (!automation.conditions.empty()) out["conditions"] = list_json(automation.conditions);
        out["actions"] = list_json(automation.actions);
    }
    merge(out, automation.extra);
    if (automation.mode != Mode::kSingle) out["mode"] = word(automation.mode);
    if (automation.max) out["max"] = *automation.max;
    return out;
}

}  // namespace hearth::automation
