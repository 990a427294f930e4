// What the home is known to have, as rows of context for datasets (docs/plugin-guide.md, section
// 3): the formats stand here alone. Pure. Each yields no row where nothing may be told.
#pragma once

#include <optional>

#include "context/naming.hpp"
#include "store/entity_store.hpp"
#include "store/known_automations.hpp"
#include "store/suggestion_store.hpp"
#include "training/context_source.hpp"

namespace hearth::context {

// {"row":"entity","entity","domain","device_class","area","device","unit","name"}: what it is, by
// the name that it has now in Home Assistant; since it was first seen.
std::optional<training::ContextRow> entity_row(const store::Entity& entity, const Naming& naming);

// {"row":"automation","automation","triggers","targets","conditions"}: since it became known. One
// that reacts to no entity and acts on none tells nothing.
std::optional<training::ContextRow> automation_row(const store::KnownAutomation& automation,
                                                   const Naming& naming);

// {"row":"verdict","trigger","target","verdict":"accepted"|"rejected"}, one for each pair of
// entities in an answered suggestion; at the time of the answer.
training::ContextRows verdict_rows(const store::SuggestionRow& suggestion, const Naming& naming);

}  // namespace hearth::context
