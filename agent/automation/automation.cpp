#include "automation/automation.hpp"

#include <utility>

namespace hearth::automation {

Trigger state_trigger(std::string entity_id, std::string to) {
    return {.what = StateTrigger{.entities = {std::move(entity_id)}, .to = Texts{std::move(to)}}};
}

Trigger time_trigger(TimeOfDay at, Texts weekdays) {
    return {.what = TimeTrigger{.at = {at}, .weekdays = std::move(weekdays)}};
}

Trigger sun_trigger(SunEvent event, std::int64_t offset_s) {
    return {.what = SunTrigger{.event = event, .offset_s = offset_s}};
}

Condition state_condition(std::string entity_id, std::string state) {
    return {.what =
                StateCondition{.entities = {std::move(entity_id)}, .states = {std::move(state)}}};
}

Condition weekday_condition(Texts weekdays) {
    return {.what = TimeCondition{.weekdays = std::move(weekdays)}};
}

Action service_action(std::string service, std::string entity_id, Json data) {
    return {.what = ServiceAction{.service = std::move(service),
                                  .target = {.entities = {std::move(entity_id)}},
                                  .data = std::move(data)}};
}

Action notify_action(std::string service, std::string title, std::string message) {
    return {.what = ServiceAction{
                .service = std::move(service),
                .data = {{"title", std::move(title)}, {"message", std::move(message)}}}};
}

Action delay_action(std::int64_t ms) { return {.what = DelayAction{ms}}; }

}  // namespace hearth::automation
