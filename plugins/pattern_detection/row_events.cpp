#include "pattern_detection/row_events.hpp"

#include "core/json.hpp"

namespace hearth::pattern {

Event to_event(const sdk::Row& row) {
    Event event;
    event.label = row.label;
    event.time_us = row.time_us;
    event.target = row.target;
    event.weight = row.weight;
    event.group = row.group;
    const std::size_t sign = row.label.find('=');
    event.entity = json_string(row.features, "entity").value_or(row.label.substr(0, sign));
    if (const auto state = json_string(row.features, "state")) {
        event.active = is_active_state(*state);
    } else if (sign != std::string::npos) {
        event.active = is_active_state(row.label.substr(sign + 1));
    }
    event.surroundings = !row.target && json_bool(row.features, "surroundings").value_or(false);
    event.until_us = json_integer(row.features, "until_us");
    return event;
}

}  // namespace hearth::pattern
