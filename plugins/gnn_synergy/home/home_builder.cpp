#include "gnn_synergy/home/home_builder.hpp"

#include <algorithm>

#include "gnn_synergy/home/name_pieces.hpp"

namespace hearth::synergy {
namespace {

std::string text(const Json& object, const char* key) {
    return json_string(object, key).value_or("");
}

int number_in(std::unordered_map<std::string, int>& numbers, const std::string& name) {
    if (name.empty()) return -1;
    return numbers.try_emplace(name, static_cast<int>(numbers.size())).first->second;
}

std::string_view object_id(std::string_view id) {
    const auto dot = id.find('.');
    return dot == std::string_view::npos ? id : id.substr(dot + 1);
}

}  // namespace

bool HomeBuilder::add(const Json& features) {
    const std::string row = features.is_object() ? text(features, "row") : "";
    if (row == "entity")
        add_entity(features);
    else if (row == "automation")
        add_automation(features);
    else if (row == "verdict")
        add_verdict(features);
    else
        return false;
    return true;
}

int HomeBuilder::entity(std::string_view id) {
    if (id.empty()) return -1;
    const auto [found, is_new] =
        numbers_.try_emplace(std::string(id), static_cast<int>(home_.entities.size()));
    if (!is_new) return found->second;
    if (home_.entities.size() >= kMostEntities) {
        numbers_.erase(found);
        return -1;
    }
    Entity entity;
    entity.id = id;
    entity.domain = domain_of(id);
    entity.kind = kind_of("", object_id(id));
    entity.pieces = name_pieces(object_id(id));
    home_.entities.push_back(std::move(entity));
    return static_cast<int>(home_.entities.size()) - 1;
}

int HomeBuilder::find(std::string_view id) const {
    const auto found = numbers_.find(std::string(id));
    return found == numbers_.end() ? -1 : found->second;
}

void HomeBuilder::add_entity(const Json& features) {
    const std::string id = text(features, "entity");
    const int number = entity(id);
    if (number < 0) return;
    Entity& to = home_.entities[static_cast<std::size_t>(number)];
    const std::string domain = text(features, "domain"), name = text(features, "name");
    if (!domain.empty()) to.domain = domain_of(domain);
    const std::string words = std::string(object_id(id)) + " " + name;
    to.kind = kind_of(text(features, "device_class"), words);
    to.pieces = name_pieces(words);
    to.area = number_in(areas_, text(features, "area"));
    to.device = number_in(devices_, text(features, "device"));
    to.unit = number_in(units_, text(features, "unit"));
}

std::vector<int> HomeBuilder::members(const Json& features, const char* key) {
    std::vector<int> out;
    const auto found = features.find(key);
    if (found == features.end() || !found->is_array()) return out;
    for (const Json& id : *found) {
        if (out.size() == kMostMembers) break;
        if (!id.is_string()) continue;
        if (const int number = entity(id.get_ref<const std::string&>()); number >= 0)
            out.push_back(number);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void HomeBuilder::add_automation(const Json& features) {
    const std::string id = text(features, "automation");
    Automation automation{members(features, "triggers"), members(features, "targets")};
    if (id.empty()) return;
    // A later row of the same automation is what it has become.
    const auto [found, is_new] = automations_.try_emplace(id, home_.automations.size());
    if (is_new)
        home_.automations.push_back(std::move(automation));
    else
        home_.automations[found->second] = std::move(automation);
}

void HomeBuilder::add_verdict(const Json& features) {
    const Pair pair{entity(text(features, "trigger")), entity(text(features, "target"))};
    if (pair.trigger < 0 || pair.target < 0 || pair.trigger == pair.target) return;
    const std::string verdict = text(features, "verdict");
    const auto put = [pair](std::vector<Pair>& in, std::vector<Pair>& out) {
        std::erase(out, pair);
        if (std::find(in.begin(), in.end(), pair) == in.end()) in.push_back(pair);
    };
    if (verdict == "accepted") put(home_.accepted, home_.rejected);
    if (verdict == "rejected") put(home_.rejected, home_.accepted);
}

}  // namespace hearth::synergy
