// Trainings by the clock: is there enough for one, and how far back does it learn? The scheduler
// and the plan ask here, so that what the plan says is what happens. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/manifest.hpp"
#include "learning/plan_facts.hpp"
#include "learning/readiness.hpp"

namespace hearth::learning {

struct SlotNeeds {
    std::int64_t fresh = 1;  // samples since the last training
    std::int64_t rows = 0;   // samples in all; of fewer too few are left to judge on
};

SlotNeeds slot_needs(const Manifest& manifest);

// Why a slot is not used, in words; empty: there is enough.
std::string slot_objection(const SlotNeeds& needs, std::int64_t fresh, std::int64_t rows);

// How often slots come, by the first two of them; nothing when there are fewer.
std::optional<Cadence> cadence_of(const std::vector<TimeUs>& slots);

// What blocks, without its figures: the same two times says the same, whatever the words are.
std::set<std::string> codes_of(const std::vector<Blocker>& blockers);

}  // namespace hearth::learning
