// By which name an entity stands in rows of context, and which entities stand in none. Pure but for
// what it is given.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hearth::context {

struct Naming {
    // Excluded by the configuration, or Hearth's own.
    std::function<bool(const std::string& entity_id)> is_excluded = [](const std::string&) {
        return false;
    };
    // The name by which samples know it: that which it had when it was first seen.
    std::function<std::string(const std::string& entity_id)> learned_as =
        [](const std::string& entity_id) { return entity_id; };
};

// Nothing for an excluded one.
std::optional<std::string> name_of(const Naming& naming, const std::string& entity_id);

// Those of a list that may be named, each once, in the same order; what is no entity id is left
// out.
std::vector<std::string> names_of(const Naming& naming, const std::vector<std::string>& ids);

// A text with the entity ids in it as they are learned; nothing if one of them is excluded.
std::optional<std::string> text_of(const Naming& naming, const std::string& text);

}  // namespace hearth::context
