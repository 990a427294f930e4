// Guests and vacations as the home itself tells of them: while one of the entities that mean it is
// "on", learning is paused. Event loop only.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "store/store.hpp"
#include "training/learning_pauses.hpp"

namespace hearth::training {

struct HouseholdEntities {
    std::vector<std::string> guests, vacation;  // entity ids
};

class HouseholdModes {
public:
    HouseholdModes(store::Store& store, LearningPauses& pauses, HouseholdEntities entities)
        : store_(store), pauses_(pauses), entities_(std::move(entities)) {}

    // Begins and ends pauses as the entities have changed since the last call, in this process or
    // an earlier one; what the user began or ended meanwhile stays as it is. Call after each batch
    // of the ingest, outside a transaction: what happened in the same batch after an entity changed
    // is not yet judged by it. Errors are the store's.
    Status look();

private:
    Status look(const std::string& kind, const std::vector<std::string>& entities);
    // The entity that is on; empty when none is, nothing when that is not known.
    Result<std::optional<std::string>> entity_that_is_on(const std::vector<std::string>& entities);

    store::Store& store_;
    LearningPauses& pauses_;
    HouseholdEntities entities_;
};

}  // namespace hearth::training
