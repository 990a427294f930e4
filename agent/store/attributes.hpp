// The attributes of an entity as the catalogue keeps them: merged and bounded.
#pragma once

#include <cstddef>
#include <string>

#include "core/json.hpp"

namespace hearth::store {

// `members` over `attributes` (both objects; anything else counts as empty); a null member removes.
Json merge_attributes(Json attributes, const Json& members);

// The text of an object of at most max_bytes: while it is too long, the largest member goes.
std::string bounded_attributes(Json& attributes, std::size_t max_bytes);

// A text member for a column of the catalogue, cut to 255 bytes; empty if absent or not text.
std::string attribute_text(const Json& attributes, const char* key);

// An object as it stands in a column; an empty one for anything that is none.
Json stored_object(const std::string& text, JsonLimits limits = {});

// Metrics hold tables of classes: more than a message may.
inline constexpr JsonLimits kMetricsLimits = {.max_bytes = 4 * 1024 * 1024, .max_depth = 64};

}  // namespace hearth::store
