#include "automation/service_check.hpp"

#include <algorithm>
#include <array>

#include "automation/service_table.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"

namespace hearth::automation {

using Kind = YamlNode::Kind;

namespace {

constexpr std::array<std::string_view, 5> kTargetKeys = {"entity_id", "device_id", "area_id",
                                                         "floor_id", "label_id"};
// Their entities only report.
constexpr std::array<std::string_view, 4> kReadOnlyDomains = {"binary_sensor", "sensor", "sun",
                                                              "event"};
// Any service of notify but send_message is one of the older kind.
constexpr ServiceRow kOldNotify = {"notify", "", TargetNeed::kNone, "",
                                   "message*: text; title: text; target: any; data: any"};

template <class List>
bool contains(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_service_id(const std::string& text) {
    const std::size_t dot = text.find('.');
    const auto good = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
    };
    return dot != std::string::npos && good(std::string_view(text).substr(0, dot)) &&
           good(std::string_view(text).substr(dot + 1));
}

std::string listed(const std::vector<std::string_view>& words) {
    std::string out;
    for (const std::string_view one : words) out += (out.empty() ? "" : ", ") + std::string(one);
    return out;
}

}  // namespace

void ServiceCheck::check(const YamlNode& action, const std::string& path, std::string_view key) {
    const YamlNode& name = *yaml_member(action, key);
    const std::string place = path + "/" + std::string(key);
    const ServiceRow* row = nullptr;
    if (name.kind != Kind::kScalar)
        return values_.complain(name, place, "must name a service such as light.turn_on");
    if (!ValueCheck::is_open(name)) {
        if (!is_service_id(name.text))
            return values_.complain(
                name, place,
                "'" + utf8_excerpt(name.text, 60) + "' is no service such as light.turn_on");
        const std::size_t dot = name.text.find('.');
        const std::string domain = name.text.substr(0, dot), service = name.text.substr(dot + 1);
        if (contains(kReadOnlyDomains, domain))
            return values_.complain(name, place, domain + " has no services: it only reports");
        row = find_service(domain, service);
        if (row == nullptr && domain == "notify") row = &kOldNotify;
        const auto all = all_services_of(domain);
        if (row == nullptr && !all.empty())
            return values_.complain(
                name, place, domain + " has no service " + service + "; it has " + listed(all));
    }
    Aim aim;
    if (const YamlNode* one = yaml_member(action, "target"))
        target(*one, path + "/target", row, aim, false);
    if (const YamlNode* one = yaml_member(action, "entity_id")) {
        aim.any = true;
        entities(*one, path + "/entity_id", row);
    }
    bool has_data = false;
    for (const char* data_key : {"data", "data_template"}) {
        const YamlNode* one = yaml_member(action, data_key);
        if (one == nullptr || ValueCheck::is_null(*one)) continue;
        has_data = true;
        const std::string data_path = path + "/" + data_key;
        if (ValueCheck::is_open(*one)) {
            aim.any = true;
            continue;
        }
        if (one->kind != Kind::kMap) {
            values_.mapping(*one, data_path);
            continue;
        }
        target(*one, data_path, row, aim, true);
        if (row != nullptr) data(*one, data_path, name.text, *row);
    }
    if (row == nullptr) return;
    if (!has_data) {
        YamlNode none;
        none.kind = Kind::kMap;
        none.line = action.line;
        data(none, path + "/data", name.text, *row);
    }
    if (row->target == TargetNeed::kRequired && !aim.any)
        values_.complain(action, path,
                         name.text + " needs a target: an entity, a device or an area");
}

// is_data: the mapping is the data, where the target may stand too.
void ServiceCheck::target(const YamlNode& mapping, const std::string& path, const ServiceRow* row,
                          Aim& aim, bool is_data) {
    if (ValueCheck::is_open(mapping)) {
        aim.any = true;
        return;
    }
    if (mapping.kind != Kind::kMap) {
        if (!is_data) values_.mapping(mapping, path);
        return;
    }
    for (const YamlMember& member : mapping.members) {
        const std::string place = path + "/" + member.key;
        if (!contains(kTargetKeys, member.key)) {
            if (!is_data)
                values_.complain(member.value, place,
                                 "is no target; it can be entity_id, device_id, area_id, "
                                 "floor_id or label_id");
            continue;
        }
        // Notifications and scripts may have data of such a name.
        if (is_data && (row == nullptr || row->target != TargetNeed::kRequired)) continue;
        aim.any = true;
        if (!is_data && row != nullptr && row->target == TargetNeed::kNone)
            values_.complain(member.value, place, "this service takes no target");
        else if (member.key == "entity_id")
            entities(member.value, place, row);
        else
            values_.check(member.value, place, {.name = member.key, .type = "texts"});
    }
}

void ServiceCheck::entities(const YamlNode& node, const std::string& path, const ServiceRow* row) {
    if (node.kind == Kind::kScalar && (node.text == "all" || node.text == "none")) return;
    values_.entities(node, path, true);
    if (row == nullptr || row->target != TargetNeed::kRequired || row->domain == "homeassistant")
        return;
    for (const std::string& id : entity_ids_of(node))
        if (is_entity_id(id) && domain_of(id) != row->domain && domain_of(id) != "group")
            values_.complain(
                node, path,
                std::string(row->domain) + "." + std::string(row->name) + " does nothing to " + id);
}

void ServiceCheck::data(const YamlNode& mapping, const std::string& path,
                        const std::string& service, const ServiceRow& row) {
    const std::vector<FieldRule> rules = fields_of(row);
    for (const YamlMember& member : mapping.members) {
        const auto rule = std::find_if(rules.begin(), rules.end(), [&](const FieldRule& one) {
            return one.name == member.key;
        });
        const std::string place = path + "/" + member.key;
        if (rule != rules.end())
            field(member.value, place, *rule);
        else if (!contains(kTargetKeys, member.key))
            values_.complain(member.value, place,
                             service + " takes no '" + utf8_excerpt(member.key, 60) + "'");
    }
    for (const FieldRule& rule : rules)
        if (rule.required && yaml_member(mapping, rule.name) == nullptr)
            values_.complain(mapping, path, service + " needs '" + std::string(rule.name) + "'");
    const auto needs = needs_of(row);
    const bool enough =
        needs.empty() || std::any_of(needs.begin(), needs.end(), [&](const auto& together) {
            return std::all_of(together.begin(), together.end(), [&](std::string_view key) {
                return yaml_member(mapping, key) != nullptr;
            });
        });
    if (!enough) {
        std::string words;
        for (const auto& together : needs) {
            words += words.empty() ? "" : " or ";
            for (std::size_t i = 0; i < together.size(); ++i)
                words += (i > 0 ? " with '" : "'") + std::string(together[i]) + "'";
        }
        values_.complain(mapping, path, service + " needs " + words);
    }
}

void ServiceCheck::field(const YamlNode& node, const std::string& path, const FieldRule& rule) {
    using Type = FieldRule::Type;
    if (ValueCheck::is_open(node)) return;
    switch (rule.type) {
        case Type::kAny: return;
        case Type::kText: return values_.text(node, path);
        case Type::kInteger: return values_.number(node, path, rule.minimum, rule.maximum, true);
        case Type::kNumber: return values_.number(node, path, rule.minimum, rule.maximum, false);
        case Type::kBoolean: return values_.boolean(node, path);
        case Type::kWord: return values_.word(node, path, rule.words);
        case Type::kDuration: return values_.duration(node, path);
        case Type::kMapping: return values_.mapping(node, path);
        case Type::kNumbers: break;
    }
    if (node.kind != Kind::kList || node.items.size() != rule.count)
        return values_.complain(node, path,
                                "must be a list of " + std::to_string(rule.count) + " numbers");
    for (std::size_t i = 0; i < node.items.size(); ++i)
        values_.number(node.items[i], path + "/" + std::to_string(i), rule.minimum, rule.maximum,
                       false);
}

}  // namespace hearth::automation
