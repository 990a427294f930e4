#include "recording/entity_names.hpp"

#include "domain/slug.hpp"
#include "domain/state_change.hpp"

namespace hearth {

const std::string& EntityNames::entity_id(const std::string& identity, const std::string& name,
                                          const std::string& domain) {
    const auto known = by_identity_.find(identity);
    if (known != by_identity_.end()) return known->second;
    constexpr std::size_t kRoomForNumber = 240;
    const std::string wanted =
        name.size() <= kRoomForNumber && is_entity_id(name) ? name : domain + "." + slug(name);
    std::string id = wanted;
    for (int n = 2; !taken_.insert(id).second; ++n) id = wanted + "_" + std::to_string(n);
    return by_identity_.emplace(identity, id).first->second;
}

}  // namespace hearth
