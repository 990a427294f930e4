#include "context/context_rows.hpp"

#include <algorithm>

#include "automation/signature.hpp"
#include "automation/tree_json.hpp"
#include "core/json.hpp"
#include "core/utf8.hpp"
#include "domain/slug.hpp"

namespace hearth::context {

namespace {

using training::ContextRow;
using training::ContextRows;

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostListed = 100;  // entities or conditions of one automation
constexpr std::string_view kAutomation = "automation.";

std::string text(const std::string& from_outside) {
    return utf8_excerpt(from_outside, kLongestText);
}

TimeUs known_since(TimeUs time) { return std::max<TimeUs>(1, time); }

template <class T>
void shorten(std::vector<T>& list) {
    if (list.size() > kMostListed) list.resize(kMostListed);
}

std::vector<std::string> triggers_of(const automation::Signature& signature, const Naming& naming) {
    std::vector<std::string> ids;
    for (const automation::Happening& one : signature.happenings) ids.push_back(one.entity);
    auto out = names_of(naming, ids);
    shorten(out);
    return out;
}

std::vector<std::string> targets_of(const automation::Signature& signature, const Naming& naming) {
    std::vector<std::string> ids;
    for (const automation::Effect& one : signature.effects) ids.push_back(one.entity);
    auto out = names_of(naming, ids);
    shorten(out);
    return out;
}

// "kitchen_light" of automation.kitchen_light; one that was only imported goes by its id, else by
// its alias, else by its number here.
std::string object_id_of(const store::KnownAutomation& automation) {
    if (automation.entity_id.starts_with(kAutomation))
        return automation.entity_id.substr(kAutomation.size());
    if (!automation.config_id.empty()) return slug(automation.config_id);
    if (!automation.alias.empty()) return slug(automation.alias);
    return "number_" + std::to_string(automation.id);
}

}  // namespace

std::optional<ContextRow> entity_row(const store::Entity& entity, const Naming& naming) {
    const auto name = name_of(naming, entity.entity_id);
    if (!name) return std::nullopt;
    return ContextRow{"entities", known_since(entity.first_seen_us), *name,
                      dump_json({{"row", "entity"},
                                 {"entity", *name},
                                 {"domain", entity.domain},
                                 {"device_class", text(entity.device_class)},
                                 {"area", text(entity.area)},
                                 {"device", text(entity.device)},
                                 {"unit", text(entity.unit)},
                                 {"name", text(entity.name)}})};
}

std::optional<ContextRow> automation_row(const store::KnownAutomation& automation,
                                         const Naming& naming) {
    const auto json = parse_json(automation.signature);
    const auto signature = json ? automation::signature_from_json(*json) : std::nullopt;
    if (!signature) return std::nullopt;
    const std::string object_id = object_id_of(automation);
    const std::string label = std::string(kAutomation) + object_id;
    if (naming.is_excluded(label)) return std::nullopt;
    const auto triggers = triggers_of(*signature, naming);
    const auto targets = targets_of(*signature, naming);
    if (triggers.empty() && targets.empty()) return std::nullopt;
    Json conditions = Json::array();
    for (const std::string& condition : signature->conditions)
        if (const auto told = text_of(naming, condition); told && conditions.size() < kMostListed)
            conditions.push_back(text(*told));
    return ContextRow{"automations", known_since(automation.first_us), label,
                      dump_json({{"row", "automation"},
                                 {"automation", object_id},
                                 {"triggers", triggers},
                                 {"targets", targets},
                                 {"conditions", std::move(conditions)}})};
}

ContextRows verdict_rows(const store::SuggestionRow& suggestion, const Naming& naming) {
    const bool answered = suggestion.state == "accepted" || suggestion.state == "rejected";
    // Without a time the answer itself was forgotten.
    if (!answered || suggestion.changed_us == 0) return {};
    // What was accepted with changes counts as it was changed.
    const char* key = suggestion.body.contains("modified") ? "modified" : "automation";
    const auto tree = automation::automation_from_json(suggestion.body.value(key, Json::object()));
    if (!tree) return {};
    const automation::Signature signature = automation::signature_of(*tree);
    ContextRows out;
    const auto targets = targets_of(signature, naming);
    for (const std::string& trigger : triggers_of(signature, naming))
        for (const std::string& target : targets)
            out.push_back({"suggestions", known_since(suggestion.changed_us),
                           trigger + ">" + target,
                           dump_json({{"row", "verdict"},
                                      {"trigger", trigger},
                                      {"target", target},
                                      {"verdict", suggestion.state}})});
    return out;
}

}  // namespace hearth::context
