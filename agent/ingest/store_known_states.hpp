// Lets the home room ask the store what is known of an entity.
#pragma once

#include "home/known_states.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

class StoreKnownStates final : public KnownStates {
public:
    explicit StoreKnownStates(store::Store& store) : store_(store) {}

    // A failing store says "not known": the write that follows reports the failure.
    std::optional<KnownState> find(const std::string& entity_id) const override {
        const auto known = store_.entities().known_state(entity_id);
        if (!known || !*known || (*known)->removed || !(*known)->has_state) return std::nullopt;
        return KnownState{(*known)->state, (*known)->changed_us, (*known)->updated_us};
    }

private:
    store::Store& store_;
};

}  // namespace hearth::ingest
