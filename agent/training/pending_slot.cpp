#include "training/pending_slot.hpp"

namespace hearth::training {

Json to_json(const PendingSlot& slot) {
    return {{"slot_us", slot.slot_us},
            {"run", slot.run_id},
            {"late_words", slot.late_words},
            {"told", slot.told},
            {"deferred_because", slot.deferred_because}};
}

std::optional<PendingSlot> pending_slot_from_json(const Json& json) {
    const auto slot_us = json_integer(json, "slot_us");
    if (!slot_us) return std::nullopt;
    PendingSlot out;
    out.slot_us = *slot_us;
    out.run_id = json_string(json, "run").value_or("");
    out.late_words = json_string(json, "late_words").value_or("");
    out.deferred_because = json_string(json, "deferred_because").value_or("");
    if (const auto told = json.find("told"); told != json.end() && told->is_array())
        for (const Json& code : *told)
            if (code.is_string()) out.told.insert(code.get<std::string>());
    return out;
}

}  // namespace hearth::training
