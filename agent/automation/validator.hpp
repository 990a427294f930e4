// Is this YAML an automation that Home Assistant would take, and does it make sense in this home?
// Works on the text, by the rules of Home Assistant's schema and a table of services, and knows
// nothing of the tree or the writer: so it can vouch for what the writer makes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "automation/tree_json.hpp"

namespace hearth::automation {

// What the home has. Implemented by whoever knows the entities.
class EntityCatalogue {
public:
    virtual ~EntityCatalogue() = default;
    virtual bool has_entity(const std::string& entity_id) const = 0;
    // States that the entity can have beside those of its domain, such as the options of a select.
    virtual std::vector<std::string> more_states_of(const std::string& entity_id) const {
        static_cast<void>(entity_id);
        return {};
    }
};

// Everything that is wrong, in the order of the text; empty: valid. catalogue: nullptr to check the
// schema alone. Never throws.
std::vector<Problem> validate(std::string_view yaml, const EntityCatalogue* catalogue = nullptr);

}  // namespace hearth::automation
