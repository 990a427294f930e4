// An automation of Home Assistant as a tree: what triggers it, under which conditions, what it
// does. Everything that Hearth proposes, imports or compares is such a tree; YAML and JSON are made
// of it and read into it.
//
// What Hearth has no type for (a device trigger, a template as a time, …) is kept as it was, as an
// "other" part, so that reading and writing loses nothing. Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/json.hpp"

namespace hearth::automation {

using Texts = std::vector<std::string>;

struct TimeOfDay {
    int second = 0;  // since midnight, 0 to 86399
};
// A time of the day, or the entity that holds one (input_datetime, timestamp sensor).
using Moment = std::variant<TimeOfDay, std::string>;
// A number, or the entity whose state is one.
using Bound = std::variant<double, std::string>;

enum class SunEvent { kSunrise, kSunset };

// ---- Triggers -----------------------------------------------------------------------------------

// from, to, not_from, not_to: absent, or the states; an empty list is Home Assistant's null: any
// state, but not a change of attributes alone.
struct StateTrigger {
    Texts entities;
    std::optional<Texts> from{}, to{}, not_from{}, not_to{};
    std::string attribute{};               // empty: the state itself
    std::optional<std::int64_t> for_ms{};  // how long it must stay so
};

struct NumericStateTrigger {
    Texts entities;
    std::optional<Bound> above{}, below{};  // at least one
    std::string attribute{};
    std::optional<std::int64_t> for_ms{};
};

struct TimeTrigger {
    std::vector<Moment> at;
    Texts weekdays{};  // mon, tue, wed, thu, fri, sat, sun; empty: every day
};

struct TimePatternTrigger {
    std::string hours{}, minutes{}, seconds{};  // "5", "/5", "*"; empty: not given
};

struct SunTrigger {
    SunEvent event = SunEvent::kSunset;
    std::int64_t offset_s = 0;  // negative: before it
};

struct ZoneTrigger {
    Texts entities;     // person or device_tracker
    std::string zone;   // such as zone.home
    bool enter = true;  // false: leaves it
};

struct EventTrigger {
    Texts event_types;
    Json data{};  // object that must match, or null
};

struct HomeAssistantTrigger {
    bool start = true;  // false: shutdown
};

struct TemplateTrigger {
    std::string value_template;
    std::optional<std::int64_t> for_ms{};
};

// A kind without a type here, as the mapping of Home Assistant.
struct OtherTrigger {
    std::string kind;
    Json mapping;  // without the keys that all triggers have
};

struct Trigger {
    std::variant<StateTrigger, NumericStateTrigger, TimeTrigger, TimePatternTrigger, SunTrigger,
                 ZoneTrigger, EventTrigger, HomeAssistantTrigger, TemplateTrigger, OtherTrigger>
        what;
    std::string id{}, alias{};
    bool enabled = true;
};

// ---- Conditions ---------------------------------------------------------------------------------

struct Condition;

struct StateCondition {
    Texts entities;
    Texts states;
    std::string attribute{};
    std::optional<std::int64_t> for_ms{};
    bool match_any = false;  // one of the entities is enough
};

struct NumericStateCondition {
    Texts entities;
    std::optional<Bound> above{}, below{};
    std::string attribute{};
};

struct TimeCondition {
    std::optional<Moment> after{}, before{};
    Texts weekdays{};
};

struct SunCondition {
    std::optional<SunEvent> after{}, before{};
    std::int64_t after_offset_s = 0, before_offset_s = 0;
};

struct ZoneCondition {
    Texts entities;
    Texts zones;
};

struct TemplateCondition {
    std::string value_template;
};

struct TriggerCondition {
    Texts ids;  // of triggers
};

enum class Logic { kAnd, kOr, kNot };

struct LogicCondition {
    Logic logic = Logic::kAnd;
    std::vector<Condition> conditions;
};

struct OtherCondition {
    std::string kind;
    Json mapping;
};

struct Condition {
    std::variant<StateCondition, NumericStateCondition, TimeCondition, SunCondition, ZoneCondition,
                 TemplateCondition, TriggerCondition, LogicCondition, OtherCondition>
        what;
    std::string alias{};
    bool enabled = true;
};

// ---- Actions ------------------------------------------------------------------------------------

struct Action;

struct Target {
    Texts entities{}, devices{}, areas{}, floors{}, labels{};
    bool empty() const {
        return entities.empty() && devices.empty() && areas.empty() && floors.empty() &&
               labels.empty();
    }
};

// Calls a service: a light, a scene, a notification.
struct ServiceAction {
    std::string service;  // <domain>.<name>, or a template
    Target target{};
    Json data = Json::object();
    std::string response_variable{};
};

struct DelayAction {
    std::int64_t ms = 0;
};

// Waits for a template to become true, or for one of the triggers.
struct WaitAction {
    std::string wait_template{};
    std::vector<Trigger> triggers{};
    std::optional<std::int64_t> timeout_ms{};
    bool continue_on_timeout = true;
};

// Stops the run when it does not hold.
struct ConditionAction {
    Condition condition;
};

struct Branch {
    std::vector<Condition> conditions;
    std::vector<Action> sequence;
    std::string alias{};
};

struct ChooseAction {
    std::vector<Branch> branches;
    std::vector<Action> otherwise;  // "default"
};

struct IfAction {
    std::vector<Condition> conditions;
    std::vector<Action> then;
    std::vector<Action> otherwise;  // "else"
};

// One after the other, or all at once.
struct SequenceAction {
    std::vector<Action> actions;
    bool parallel = false;
};

struct OtherAction {
    std::string kind;
    Json mapping;
};

struct Action {
    std::variant<ServiceAction, DelayAction, WaitAction, ConditionAction, ChooseAction, IfAction,
                 SequenceAction, OtherAction>
        what;
    std::string alias{};
    bool enabled = true;
    bool continue_on_error = false;
};

// ---- The whole ----------------------------------------------------------------------------------

enum class Mode { kSingle, kRestart, kQueued, kParallel };

struct Automation {
    std::string id{};  // of automations.yaml; empty: none yet
    std::string alias{};
    std::string description{};
    std::vector<Trigger> triggers{};
    std::vector<Condition> conditions{};
    std::vector<Action> actions{};
    Mode mode = Mode::kSingle;
    std::optional<int> max{};  // runs at a time; queued and parallel
    // Keys that Hearth passes on as they are: variables, trigger_variables, initial_state, trace,
    // max_exceeded, use_blueprint.
    Json extra = Json::object();
};

// ---- Short ways to build one --------------------------------------------------------------------

// When the entity comes into the state.
Trigger state_trigger(std::string entity_id, std::string to);
Trigger time_trigger(TimeOfDay at, Texts weekdays = {});
Trigger sun_trigger(SunEvent event, std::int64_t offset_s = 0);
Condition state_condition(std::string entity_id, std::string state);
Condition weekday_condition(Texts weekdays);
Action service_action(std::string service, std::string entity_id, Json data = Json::object());
// service: such as "notify.mobile_app_anna" or "persistent_notification.create".
Action notify_action(std::string service, std::string title, std::string message);
Action delay_action(std::int64_t ms);

}  // namespace hearth::automation
