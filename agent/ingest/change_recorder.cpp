#include "ingest/change_recorder.hpp"

#include <variant>

#include "core/log.hpp"
#include "home/change_key.hpp"
#include "learning/interaction_rules.hpp"

namespace hearth::ingest {

namespace {
constexpr std::size_t kDeviceClasses = 2000;
}

ChangeRecorder::ChangeRecorder(store::Store& store, learning::QualityFilter& filter,
                               LearnedNames& names, std::map<std::string, SampleFilter> models,
                               SampleSource source)
    : store_(store),
      filter_(filter),
      names_(names),
      models_(std::move(models)),
      source_(source),
      device_classes_(kDeviceClasses) {}

Status ChangeRecorder::record(StateChange change) {
    change.origin = attributor_.attribute(change);
    attributor_.note(change);
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
    return stored->duplicate ? Status() : make_sample(change, stored->event_id);
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
    const auto objection = filter_.objection(sample);
    auto name = names_.learned(change.entity_id);
    if (!name) return name.error();
    if (*name != change.entity_id) {
        StateChange same = change;
        same.entity_id = *std::move(name);
        sample = std::get<Sample>(learning::interaction_of(same, *device_class));
    }
    sample.event_id = event_id;
    sample.source = source_;
    if (objection) {
        if (*objection == filter_.pause()) pass_by(sample);
        return drop(sample, *objection);
    }
    return keep_sample(std::move(sample));
}

// Predictions go on in a pause, so the servers must know what happens; context is neither learned
// nor scored.
void ChangeRecorder::pass_by(Sample sample) {
    sample.target = false;
    new_samples_.push_back(std::move(sample));
}

Status ChangeRecorder::keep_sample(Sample sample) {
    const auto stored = store_.samples().insert(sample);
    if (!stored) return stored.error();
    if (!*stored) return drop(sample, "duplicate");
    // Context explains what people do next; only what they do is learned, so only that counts
    // towards a training.
    for (const auto& [model, filter] : models_)
        if (sample.target && filter.kind == sample.kind &&
            !learning::model_objection(filter, sample))
            ++new_by_model_[model];
    new_samples_.push_back(std::move(sample));
    return {};
}

Status ChangeRecorder::drop(const Sample& sample, const std::string& reason) {
    store::DroppedSample row;
    row.kind = sample.kind;
    row.reason = reason;
    row.entity_id = json_string(sample.features, "entity").value_or("");
    row.label = sample.label;
    row.time_us = sample.time_us;
    if (Status kept = store_.dropped().add(row); !kept) return kept;
    return store_.samples().count_filtered(sample.kind, reason);
}

Result<std::vector<Sample>> ChangeRecorder::take_new_samples() {
    for (const auto& [model, count] : new_by_model_)
        if (Status counted = store_.models().add_new_samples(model, count); !counted)
            return counted.error();
    new_by_model_.clear();
    return std::exchange(new_samples_, {});
}

void ChangeRecorder::forget_new_samples() {
    if (const Status loaded = names_.load(); !loaded)
        log::error("the names of renamed entities are not known error=\"{}\"", loaded.error().text);
    new_by_model_.clear();
    new_samples_.clear();
}

Status ChangeRecorder::record_attribute(const AttributeUpdate& update) {
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
    if (fact.event_type != "entity_registry_updated") return {};
    const std::string action = json_string(fact.event_data, "action").value_or("");
    const std::string entity_id = json_string(fact.event_data, "entity_id").value_or("");
    const auto old_id = json_string(fact.event_data, "old_entity_id");
    Status done;
    if (action == "update" && old_id && is_entity_id(entity_id))
        done = rename(*old_id, entity_id);
    else if (action == "remove")
        done = store_.entities().remove_entity(entity_id, received_us);
    if (done || done.error().code == ErrorCode::kIo || done.error().code == ErrorCode::kTooLarge)
        return done;
    log::debug("registry update not applied entity={} reason=\"{}\"", entity_id, done.error().text);
    return {};
}

}  // namespace hearth::ingest
