// Entities and their states.
#include <algorithm>

#include "automation/service_table.hpp"
#include "automation/value_check.hpp"
#include "automation/yaml_value.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"

namespace hearth::automation {

using Kind = YamlNode::Kind;

std::vector<std::string> entity_ids_of(const YamlNode& node) {
    std::vector<std::string> out;
    if (node.kind == Kind::kList) {
        for (const YamlNode& item : node.items)
            for (std::string& id : entity_ids_of(item)) out.push_back(std::move(id));
        return out;
    }
    if (node.kind != Kind::kScalar || ValueCheck::is_open(node)) return out;
    for (std::size_t begin = 0; begin <= node.text.size();) {
        const std::size_t comma = std::min(node.text.find(',', begin), node.text.size());
        std::string id = node.text.substr(begin, comma - begin);
        id.erase(0, std::min(id.find_first_not_of(" \n"), id.size()));
        id.erase(id.find_last_not_of(" \n") + 1);
        out.push_back(std::move(id));
        begin = comma + 1;
    }
    return out;
}

void ValueCheck::entity_id(const YamlNode& node, const std::string& id, const std::string& path,
                           std::string_view domain) {
    if (!is_entity_id(id))
        return complain(node, path,
                        "'" + utf8_excerpt(id, 60) + "' is no entity id such as light.kitchen");
    if (!domain.empty() && domain_of(id) != domain)
        return complain(node, path, "must be a " + std::string(domain) + ", not " + id);
    if (catalogue_ != nullptr && !catalogue_->has_entity(id))
        complain(node, path, "there is no entity " + id + " in this home");
}

void ValueCheck::entity(const YamlNode& node, const std::string& path, std::string_view domain,
                        bool templates) {
    if (!node.tag.empty() || (templates && is_open(node))) return;
    if (node.kind != Kind::kScalar)
        return complain(node, path, "must be an entity id, not " + shown(node));
    entity_id(node, node.text, path, domain);
}

void ValueCheck::entities(const YamlNode& node, const std::string& path, bool templates) {
    if (!node.tag.empty() || (templates && is_open(node))) return;
    if (node.kind == Kind::kList) {
        if (node.items.empty()) complain(node, path, "is an empty list");
        for (std::size_t i = 0; i < node.items.size(); ++i)
            entity(node.items[i], path + "/" + std::to_string(i), "", templates);
    } else if (node.kind == Kind::kScalar && !is_open(node)) {
        for (const std::string& id : entity_ids_of(node)) entity_id(node, id, path, "");
    } else {
        entity(node, path, "", templates);
    }
}

void ValueCheck::state_word(const YamlNode& node, const std::string& path,
                            const std::string& entity) {
    if (node.kind != Kind::kScalar || is_open(node) || value_of(node).is_boolean()) return;
    const std::string& state = node.text;
    if (state == "unknown" || state == "unavailable") return;
    const std::string domain = domain_of(entity);
    if (is_numeric_domain(domain)) {
        if (!number_of(node))
            complain(node, path, "the state of a " + domain + " is a number, never " + shown(node));
        return;
    }
    std::vector<std::string_view> words = states_of_domain(domain);
    std::vector<std::string> more;
    if (catalogue_ != nullptr) more = catalogue_->more_states_of(entity);
    words.insert(words.end(), more.begin(), more.end());
    if (words.empty() || std::find(words.begin(), words.end(), state) != words.end()) return;
    complain(
        node, path,
        "the state of " + entity + " is never " + shown(node) + "; it can be " + listed(words));
}

void ValueCheck::states_of(const YamlNode& node, const std::string& path,
                           const YamlNode& entities) {
    if (is_null(node) || !node.tag.empty()) return;
    for (const std::string& entity : entity_ids_of(entities)) {
        if (!is_entity_id(entity)) continue;
        if (node.kind != Kind::kList) {
            state_word(node, path, entity);
            continue;
        }
        for (std::size_t i = 0; i < node.items.size(); ++i)
            state_word(node.items[i], path + "/" + std::to_string(i), entity);
    }
}

}  // namespace hearth::automation
