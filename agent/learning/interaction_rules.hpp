// Which state changes are interactions: things that a person did, or that show what a person is
// doing.
//
// Only people teach Hearth. What automations, restarts and measuring sensors do is told apart here,
// with a reason word for each change that is no interaction. Pure rules, no state.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "domain/sample.hpp"
#include "domain/state_change.hpp"

namespace hearth::learning {

// Why a change became no sample: a word for counters and one sentence for people.
struct Filtered {
    std::string reason;
};

// Samples of this kind come from interactions.
inline constexpr const char* kInteractionKind = "interaction";

// What `change` is as a sample of kind "interaction", or why it is none.
// device_class: of the entity, empty if unknown. The sample's source is kLive; event_id is left 0.
//
// target: what people operate (lights, covers, locks, doors …). Signs of presence (motion,
// occupancy, person) are context: they explain what comes next but are not predicted. So are sun
// and weather, with the feature "surroundings": nobody does them. confidence: 1
// for a known person, less where the source does not tell who it was.
//
// automations_too: what an automation did becomes context instead of being left out.
std::variant<Sample, Filtered> interaction_of(const StateChange& change,
                                              const std::string& device_class,
                                              bool automations_too = false);

// Where a state that lasts only seconds leads: an opening cover will be open.
std::string_view settled_state(std::string_view state);

// Whether people operate entities of the domain: lights, covers, locks …
bool is_operated(std::string_view domain);

// The sentence for a reason word; the word itself for an unknown one.
std::string explain_filter(const std::string& reason);

}  // namespace hearth::learning
