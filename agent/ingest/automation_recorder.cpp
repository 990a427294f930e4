#include "ingest/automation_recorder.hpp"

#include <algorithm>
#include <utility>

#include "core/log.hpp"
#include "core/utf8.hpp"

namespace hearth::ingest {

namespace {

// What one automation is seen to do is bounded: a script that sets a hundred lamps tells no more.
constexpr std::size_t kMostHappenings = 20, kMostEffects = 50;
constexpr std::size_t kLongestName = 200;

bool is_automation(const std::string& entity_id) { return entity_id.starts_with("automation."); }

template <class T>
bool add(std::vector<T>& list, const std::optional<T>& one, std::size_t most) {
    if (!one || list.size() >= most) return false;
    const auto place = std::lower_bound(list.begin(), list.end(), *one);
    if (place != list.end() && *place == *one) return false;
    list.insert(place, *one);
    return true;
}

automation::Signature signature_of(const store::KnownAutomation& row) {
    const auto json = parse_json(row.signature);
    if (!json) return {};
    return automation::signature_from_json(*json).value_or(automation::Signature());
}

}  // namespace

Status AutomationRecorder::note(const StateChange& change) {
    if (change.removed)
        return is_automation(change.entity_id) ? remove(change.entity_id) : Status();
    if (is_automation(change.entity_id)) {
        const Names names{json_string(change.attributes, "friendly_name").value_or(""),
                          json_string(change.attributes, "id").value_or("")};
        if (Status done = note_names(change.entity_id, names, change.received_us); !done)
            return done;
    }
    if (change.snapshot) return {};
    const auto seen = observer_.change(change);
    return seen ? note_observation(*seen, change.received_us) : Status();
}

Status AutomationRecorder::note_attribute(const AttributeUpdate& update) {
    if (!is_automation(update.entity_id)) return {};
    if (update.name != "friendly_name" && update.name != "id") return {};
    const auto value = parse_json(update.value);
    if (!value || !value->is_string()) return {};
    Names names;
    (update.name == "id" ? names.config_id : names.alias) = value->get<std::string>();
    return note_names(update.entity_id, names, update.received_us);
}

Status AutomationRecorder::note_event(const Fact& fact, TimeUs received_us) {
    if (fact.event_type != "automation_triggered" || !is_automation(fact.entity_id)) return {};
    observer_.triggered(fact.entity_id, json_string(fact.event_data, "source").value_or(""));
    return note_names(fact.entity_id, {json_string(fact.event_data, "name").value_or(""), ""},
                      received_us);
}

Status AutomationRecorder::rename(const std::string& old_id, const std::string& new_id) {
    if (!is_automation(old_id) || !is_automation(new_id)) return {};
    auto row = store_.known_automations().of_entity(old_id);
    if (!row) return row.error();
    if (!*row) return {};
    (*row)->entity_id = new_id;
    return store_.known_automations().save(**row);
}

Status AutomationRecorder::remove(const std::string& entity_id) {
    if (!is_automation(entity_id)) return {};
    const auto row = store_.known_automations().of_entity(entity_id);
    if (!row) return row.error();
    return *row ? store_.known_automations().remove((*row)->id) : Status();
}

Result<store::KnownAutomation> AutomationRecorder::row_of(const std::string& entity_id,
                                                          TimeUs now) {
    auto row = store_.known_automations().of_entity(entity_id);
    if (!row) return row.error();
    if (*row) return std::move(**row);
    store::KnownAutomation out;
    out.source = "seen";
    out.entity_id = entity_id;
    out.first_us = out.last_us = now;
    return out;
}

Status AutomationRecorder::join_import(store::KnownAutomation& row, const Names& names) {
    auto imported = store_.known_automations().imported(names.config_id, names.alias);
    if (!imported) return imported.error();
    if (!*imported) return {};
    store::KnownAutomation joined = std::move(**imported);
    joined.entity_id = row.entity_id;
    joined.runs += row.runs;
    joined.first_us = std::min(joined.first_us, row.first_us);
    joined.last_us = std::max(joined.last_us, row.last_us);
    joined.last_run_us = std::max(joined.last_run_us, row.last_run_us);
    const std::int64_t seen_row = std::exchange(row, std::move(joined)).id;
    return seen_row != 0 ? store_.known_automations().remove(seen_row) : Status();
}

// Most changes of an automation tell nothing new of it; they write nothing.
Status AutomationRecorder::note_names(const std::string& entity_id, const Names& given,
                                      TimeUs now) {
    auto row = row_of(entity_id, now);
    if (!row) return row.error();
    const Names names{utf8_excerpt(given.alias, kLongestName),
                      utf8_excerpt(given.config_id, kLongestName)};
    const bool new_alias = !names.alias.empty() && row->alias != names.alias;
    const bool new_id = !names.config_id.empty() && row->config_id != names.config_id;
    if (row->id != 0 && !new_alias && !new_id) return {};
    if (row->source == "seen")
        if (Status joined = join_import(*row, names); !joined) return joined;
    if (new_alias) row->alias = names.alias;
    if (new_id) row->config_id = names.config_id;
    row->last_us = std::max(row->last_us, now);
    return save(*row);
}

// A message that is read again after a restart counts no run twice.
Status AutomationRecorder::note_observation(const automation::Observation& seen, TimeUs now) {
    auto row = row_of(seen.automation, now);
    if (!row) return row.error();
    bool changed = false;
    if (seen.run && now > row->last_run_us) {
        ++row->runs;
        row->last_us = row->last_run_us = now;
        row->trigger_text = seen.trigger_text;
        changed = true;
    }
    if (row->source == "seen") {  // an import says it better
        automation::Signature signature = signature_of(*row);
        const bool more = add(signature.happenings, seen.happening, kMostHappenings);
        if (add(signature.effects, seen.effect, kMostEffects) || more) {
            row->signature = signature.text();
            row->signature_key = signature.key();
            changed = true;
        }
    }
    return changed ? save(*row) : Status();
}

// A home with more automations than are kept goes on without the rest.
Status AutomationRecorder::save(store::KnownAutomation& row) {
    const Status saved = store_.known_automations().save(row);
    if (saved || saved.error().code != ErrorCode::kTooLarge) return saved;
    log::debug("automation not kept entity={} reason=\"{}\"", row.entity_id, saved.error().text);
    return {};
}

}  // namespace hearth::ingest
