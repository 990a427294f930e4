#include "recording/entity_names.hpp"

#include "domain/state_change.hpp"

namespace hearth {

std::string slug(std::string_view name) {
    constexpr std::size_t kMaxLength = 200;
    std::string out;
    for (const char c : name) {
        if (out.size() >= kMaxLength) break;
        if (c >= 'A' && c <= 'Z')
            out.push_back(static_cast<char>(c - 'A' + 'a'));
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out.push_back(c);
        else if (!out.empty() && out.back() != '_')
            out.push_back('_');
    }
    while (!out.empty() && out.back() == '_') out.pop_back();
    return out.empty() ? "unnamed" : out;
}

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
