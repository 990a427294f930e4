#include "learning/schedule_state.hpp"

namespace hearth::learning {

Json to_json(const ScheduleState& state) {
    Json out = {{"stopped", state.stopped}, {"expression", state.expression}, {"zone", state.zone}};
    if (state.handled_until_us) out["handled_until_us"] = *state.handled_until_us;
    if (state.handled_behind_us) out["handled_behind_us"] = *state.handled_behind_us;
    return out;
}

ScheduleState schedule_state_from_json(const Json& json) {
    ScheduleState out;
    out.stopped = json_bool(json, "stopped").value_or(false);
    out.handled_until_us = json_integer(json, "handled_until_us");
    out.handled_behind_us = json_integer(json, "handled_behind_us");
    out.expression = json_string(json, "expression").value_or("");
    out.zone = json_string(json, "zone").value_or("");
    return out;
}

}  // namespace hearth::learning
