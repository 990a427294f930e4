#include "simulation/entity_states.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace hearth::simulation {

namespace {

// Entities that Home Assistant itself makes: there as soon as it runs.
bool is_built_in(const std::string& entity_id) {
    static constexpr std::array<std::string_view, 4> kDomains = {"automation", "input_boolean",
                                                                 "person", "sun"};
    return std::find(kDomains.begin(), kDomains.end(), domain_of(entity_id)) != kDomains.end();
}

}  // namespace

Json fixed_attributes(const SimulatedEntity& entity) {
    Json attributes = {{"friendly_name", entity.friendly_name}};
    if (!entity.device_class.empty()) attributes["device_class"] = entity.device_class;
    if (!entity.unit.empty()) {
        attributes["unit_of_measurement"] = entity.unit;
        attributes["state_class"] = "measurement";
    }
    if (domain_of(entity.entity_id) == "automation") {
        attributes["id"] = entity.entity_id.substr(entity.entity_id.find('.') + 1);
        attributes["mode"] = "single";
        attributes["current"] = 0;
        attributes["last_triggered"] = nullptr;
    }
    return attributes;
}

EntityStates::EntityStates(const std::vector<SimulatedEntity>& entities, EventQueue& queue,
                           Random random)
    : queue_(queue), random_(random) {
    for (const SimulatedEntity& entity : entities) {
        Record& record = records_[entity.entity_id];
        record.state = record.shown = entity.initial_state;
        record.attributes = record.shown_attributes = fixed_attributes(entity);
        record.changed_us = record.updated_us = queue.now();
        record.context = device_context();
    }
}

const std::string& EntityStates::state(const std::string& entity_id) const {
    return records_.at(entity_id).state;
}

bool EntityStates::reachable(const std::string& entity_id) const {
    return running_ && records_.at(entity_id).available;
}

Context EntityStates::device_context() {
    const std::uint64_t high = random_.next(), low = random_.next();
    return {make_context_id(queue_.now(), high, low), "", "", true};
}

Context EntityStates::user_context(const std::string& user_id) {
    Context context = device_context();
    context.user_id = user_id;
    return context;
}

Context EntityStates::automation_context(const std::string& parent_id) {
    Context context = device_context();
    context.parent_id = parent_id;
    return context;
}

void EntityStates::report(const std::string& entity_id, Record& record, const std::string& shown,
                          const Json& attributes, const Context& context) {
    HomeEvent event;
    event.entity_id = entity_id;
    event.new_state = shown;
    event.attributes = attributes;
    event.context = context;
    event.updated_us = last_us_ = std::max(queue_.now(), last_us_ + 1);
    const bool same = record.known && record.shown == shown;
    event.changed_us = same ? record.changed_us : event.updated_us;
    if (record.known) {
        event.old_state = record.shown;
        event.old_changed_us = record.changed_us;
        event.old_updated_us = record.updated_us;
        event.old_context = record.context;
        event.old_attributes = record.shown_attributes;
    }
    record.shown = shown;
    record.shown_attributes = attributes;
    record.known = true;
    record.changed_us = event.changed_us;
    record.updated_us = event.updated_us;
    record.context = context;
    reported_.push_back(std::move(event));
}

bool EntityStates::set(const std::string& entity_id, const std::string& state,
                       const Context& context, const Json& patch) {
    Record& entity = record(entity_id);
    if (entity.state == state) return false;
    entity.state = state;
    entity.attributes.update(patch);
    if (!reachable(entity_id)) return false;
    report(entity_id, entity, state, entity.attributes, context);
    const HomeEvent event = reported_.back();
    for (const Listener& listener : listeners_) listener(event);
    return true;
}

void EntityStates::update(const std::string& entity_id, const Json& patch, const Context& context) {
    Record& entity = record(entity_id);
    Json attributes = entity.attributes;
    attributes.update(patch);
    if (attributes == entity.attributes) return;
    entity.attributes = std::move(attributes);
    if (reachable(entity_id)) report(entity_id, entity, entity.state, entity.attributes, context);
}

void EntityStates::drop_out(const std::string& entity_id) {
    Record& entity = record(entity_id);
    if (!reachable(entity_id)) return;
    entity.available = false;
    const Json few = {{"friendly_name", entity.attributes["friendly_name"]}};
    report(entity_id, entity, "unavailable", few, device_context());
}

void EntityStates::come_back(const std::string& entity_id) {
    Record& entity = record(entity_id);
    if (!running_ || entity.available) return;
    entity.available = true;
    report(entity_id, entity, entity.state, entity.attributes, device_context());
}

void EntityStates::start() {
    running_ = true;
    for (auto& [entity_id, entity] : records_) {
        entity.known = false;
        if (is_built_in(entity_id)) {
            report(entity_id, entity, entity.state, entity.attributes, device_context());
            continue;
        }
        entity.available = false;
        Json few = entity.attributes;
        few["restored"] = true;
        report(entity_id, entity, "unavailable", few, device_context());
        const std::string id = entity_id;
        queue_.after_seconds(random_.between(2.0, 15.0), [this, id] { come_back(id); });
    }
}

}  // namespace hearth::simulation
