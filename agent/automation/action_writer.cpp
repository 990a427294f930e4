// Actions as JSON.
#include "automation/value_writer.hpp"

namespace hearth::automation {

namespace {

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
    put_text(out, "response_variable", call.response_variable);
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
    put_text(out, "alias", branch.alias);
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

}  // namespace

OrderedJson to_json(const Action& action) {
    OrderedJson out = OrderedJson::object();
    put_text(out, "alias", action.alias);
    std::visit([&](const auto& what) { write_action(out, what); }, action.what);
    if (!action.enabled) out["enabled"] = false;
    if (action.continue_on_error) out["continue_on_error"] = true;
    return out;
}

}  // namespace hearth::automation
