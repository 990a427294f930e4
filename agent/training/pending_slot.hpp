// A slot of a model's schedule that calls for a training: from its time until the training was
// judged. Kept with the schedule's state over a restart. A plain value.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::training {

struct PendingSlot {
    TimeUs slot_us = 0;
    std::string run_id;            // the training that is under way for it; empty: none yet
    std::string late_words;        // that it makes up for missed ones; empty: told, or not late
    std::set<std::string> told;    // codes of what it waits for: each is told once
    std::string deferred_because;  // the newest of that, in words
};

Json to_json(const PendingSlot& slot);
// Nothing if the value is none.
std::optional<PendingSlot> pending_slot_from_json(const Json& json);

}  // namespace hearth::training
