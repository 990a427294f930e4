#include "ingest/learned_names.hpp"

#include <algorithm>

namespace hearth::ingest {

namespace {
constexpr const char* kKey = "entities.learned_as";
}

Status LearnedNames::load() {
    learned_.clear();
    const auto stored = store_.meta().get(kKey);
    if (!stored) return stored.error();
    const auto names = parse_json(stored->value_or("{}"));
    if (!names || !names->is_object()) return {};
    for (const auto& [entity_id, name] : names->items())
        if (name.is_string()) learned_[entity_id] = name;
    return {};
}

Status LearnedNames::keep() const { return store_.meta().set(kKey, dump_json(Json(learned_))); }

Status LearnedNames::rename(const std::string& old_id, const std::string& new_id) {
    const auto found = learned_.find(old_id);
    std::string name = found == learned_.end() ? old_id : found->second;
    if (found != learned_.end()) learned_.erase(found);
    learned_.erase(new_id);
    if (name != new_id) learned_[new_id] = std::move(name);
    return keep();
}

bool LearnedNames::is_former(const std::string& entity_id) const {
    return !learned_.contains(entity_id) &&
           std::any_of(learned_.begin(), learned_.end(),
                       [&](const auto& entry) { return entry.second == entity_id; });
}

Result<std::string> LearnedNames::learned(const std::string& entity_id) {
    if (const auto found = learned_.find(entity_id); found != learned_.end()) return found->second;
    if (!is_former(entity_id)) return entity_id;
    std::string name = entity_id;
    for (int number = 2; is_former(name); ++number) name = entity_id + "~" + std::to_string(number);
    learned_[entity_id] = name;
    if (Status kept = keep(); !kept) return kept.error();
    return name;
}

std::string LearnedNames::known_as(const std::string& entity_id) const {
    const auto found = learned_.find(entity_id);
    return found == learned_.end() ? entity_id : found->second;
}

Status LearnedNames::drop_unknown() {
    bool changed = false;
    for (auto entry = learned_.begin(); entry != learned_.end();) {
        const auto entity = store_.entities().entity(entry->first);
        if (!entity) return entity.error();
        changed = changed || !*entity;
        entry = *entity ? std::next(entry) : learned_.erase(entry);
    }
    return changed ? keep() : Status();
}

std::string LearnedNames::shown_label(const std::string& label) const {
    const std::string entity_id = label.substr(0, label.find('='));
    for (const auto& [present, name] : learned_)
        if (name == entity_id) return present + label.substr(entity_id.size());
    return label;
}

Json LearnedNames::shown(Json prediction) const {
    if (learned_.empty() || !prediction.is_object()) return prediction;
    for (const char* key : {"after", "label", "entity", "trigger", "target"})
        if (const auto label = json_string(prediction, key)) prediction[key] = shown_label(*label);
    for (const char* key : {"text", "words"})
        if (const auto text = json_string(prediction, key)) prediction[key] = shown_text(*text);
    if (const auto given = prediction.find("given"); given != prediction.end() && given->is_array())
        for (Json& label : *given)
            if (label.is_string()) label = shown_label(label.get<std::string>());
    for (const char* key : {"items", "habits", "durations", "anomalies", "synergies", "reasons"})
        if (const auto list = prediction.find(key); list != prediction.end() && list->is_array())
            for (Json& item : *list) item = shown(std::move(item));
    return prediction;
}

std::string LearnedNames::shown_text(std::string text) const {
    for (const auto& [present, name] : learned_)
        for (std::size_t at = text.find(name); at != std::string::npos;
             at = text.find(name, at + present.size()))
            text.replace(at, name.size(), present);
    return text;
}

}  // namespace hearth::ingest
