#include "ingest/change_recorder.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/log.hpp"
#include "home/change_key.hpp"
#include "learning/interaction_rules.hpp"

namespace hearth::ingest {

namespace {
constexpr std::size_t kDeviceClasses = 2000;
constexpr int kFirstRecalled = 250, kMostRecalled = 16'000;
}  // namespace

ChangeRecorder::ChangeRecorder(store::Store& store, SampleKeeper& samples, LearnedNames& names,
                               TimeUs undo_within, TimeZone zone)
    : store_(store),
      samples_(samples),
      names_(names),
      undo_(undo_within),
      automations_(store, std::move(zone)),
      device_classes_(kDeviceClasses) {}

Status ChangeRecorder::record(StateChange change) {
    change.origin = attributor_.attribute(change);
    attributor_.note(change);
    if (Status noted = automations_.note(change); !noted) return noted;
    undo_.note(change);
    if (change.removed) {
        const Status removed =
            store_.entities().remove_entity(change.entity_id, change.received_us);
        return removed || removed.error().code == ErrorCode::kNotFound ? Status() : removed;
    }
    // The broker keeps the topics of an entity's former name for ever.
    if (change.snapshot && names_.is_former(change.entity_id)) return {};
    if (change.snapshot || !change.state_differs) return refresh(change);
    const auto stored = store_.events().insert(change, change_key(change));
    if (!stored) return stored.error();
    if (stored->duplicate) return {};
    if (Status noted = note_undone(change, stored->event_id); !noted) return noted;
    return make_sample(change, stored->event_id);
}

Status ChangeRecorder::refresh(const StateChange& change) {
    const auto refreshed = store_.entities().refresh_entity(change);
    if (!refreshed) return refreshed.error();
    const bool missed =
        change.snapshot && refreshed->applied && refreshed->state_differed && !refreshed->is_new;
    return missed ? store_.counters().add(counter::kPossibleGaps) : Status();
}

Result<std::string> ChangeRecorder::device_class_of(const StateChange& change) {
    if (const auto given = json_string(change.attributes, "device_class"))
        return device_classes_.put(change.entity_id, *given);
    if (const std::string* known = device_classes_.find(change.entity_id)) return *known;
    const auto entity = store_.entities().entity(change.entity_id);
    if (!entity) return entity.error();
    return device_classes_.put(change.entity_id, *entity ? (*entity)->device_class : "");
}

Status ChangeRecorder::make_sample(const StateChange& change, std::int64_t event_id) {
    const auto device_class = device_class_of(change);
    if (!device_class) return device_class.error();
    auto outcome = learning::interaction_of(change, *device_class);
    if (const auto* filtered = std::get_if<learning::Filtered>(&outcome))
        return store_.samples().count_filtered(learning::kInteractionKind, filtered->reason);
    Sample& sample = std::get<Sample>(outcome);
    // The rules go by the name that the entity has now, what is learned by the one that it had.
    const auto objection = samples_.objection(sample);
    auto name = names_.learned(change.entity_id);
    if (!name) return name.error();
    if (*name != change.entity_id) {
        StateChange same = change;
        same.entity_id = *std::move(name);
        sample = std::get<Sample>(learning::interaction_of(same, *device_class));
    }
    sample.event_id = event_id;
    const auto kept = samples_.keep_unless(objection, std::move(sample), true);
    return kept ? Status() : Status(kept.error());
}

Status ChangeRecorder::note_undone(const StateChange& change, std::int64_t event_id) {
    auto undone = undo_.undone_by(change);
    if (!undone) return {};
    undone->event_id = event_id;
    const auto kept = samples_.keep(std::move(*undone));
    return kept ? Status() : Status(kept.error());
}

Status ChangeRecorder::recall_recent(TimeUs now_us) {
    Result<std::vector<store::EventRecord>> latest = std::vector<store::EventRecord>();
    for (int limit = kFirstRecalled; limit <= kMostRecalled; limit *= 4) {
        latest = store_.events().latest(limit);
        if (!latest) return latest.error();
        const bool all = latest->size() < static_cast<std::size_t>(limit);
        if (all || now_us - latest->back().change.changed_us > undo_.within()) break;
    }
    std::reverse(latest->begin(), latest->end());
    for (store::EventRecord& record : *latest)
        if (now_us - record.change.changed_us <= undo_.within()) undo_.recall(record.change);
    return {};
}

void ChangeRecorder::forget_uncommitted() {
    samples_.forget_new_samples();
    automations_.forget_runs();
    if (const Status loaded = names_.load(); !loaded)
        log::error("the names of renamed entities are not known error=\"{}\"", loaded.error().text);
}

Status ChangeRecorder::record_attribute(const AttributeUpdate& update) {
    if (Status noted = automations_.note_attribute(update); !noted) return noted;
    const auto value = parse_json(update.value);
    if (!value) return {};  // the parser has vouched for it; nothing to store otherwise
    if (update.name == "device_class" && value->is_string())
        device_classes_.put(update.entity_id, value->get<std::string>());
    return store_.entities().set_attributes(update.entity_id, Json{{update.name, *value}},
                                            update.received_us);
}

Status ChangeRecorder::rename(const std::string& old_id, const std::string& new_id) {
    if (Status renamed = store_.entities().rename_entity(old_id, new_id); !renamed) return renamed;
    return names_.rename(old_id, new_id);
}

Status ChangeRecorder::record_event(const Fact& fact, TimeUs received_us) {
    attributor_.note_event(fact, received_us);
    if (Status noted = automations_.note_event(fact, received_us); !noted) return noted;
    if (fact.event_type != "entity_registry_updated") return {};
    const std::string action = json_string(fact.event_data, "action").value_or("");
    const std::string entity_id = json_string(fact.event_data, "entity_id").value_or("");
    const auto old_id = json_string(fact.event_data, "old_entity_id");
    Status done;
    if (action == "update" && old_id && is_entity_id(entity_id)) {
        if (Status renamed = automations_.rename(*old_id, entity_id); !renamed) return renamed;
        done = rename(*old_id, entity_id);
    } else if (action == "remove") {
        if (Status removed = automations_.remove(entity_id); !removed) return removed;
        done = store_.entities().remove_entity(entity_id, received_us);
    }
    if (done || done.error().code == ErrorCode::kIo || done.error().code == ErrorCode::kTooLarge)
        return done;
    log::debug("registry update not applied entity={} reason=\"{}\"", entity_id, done.error().text);
    return {};
}

}  // namespace hearth::ingest
