#include "home/origin_attributor.hpp"

#include <cstdlib>

#include "core/iso_time.hpp"
#include "home/interpreter.hpp"
#include "home/moment.hpp"

namespace hearth {

namespace {

constexpr TimeUs kMomentSlackUs = 5 * kMicrosPerSecond;
// That somebody came back may be missed: the message is not kept by the broker.
constexpr TimeUs kLongestAbsenceUs = 600 * kMicrosPerSecond;

bool within(std::optional<TimeUs> since, TimeUs now, TimeUs span) {
    return since && now >= *since && now - *since <= span;
}

bool is_gone(const std::string& state) { return state == "unavailable" || state == "unknown"; }

bool runs_actions(const std::string& domain) {
    return domain == "automation" || domain == "script";
}

// A button, event or scene that was used just then, as opposed to one whose last use was restored.
bool is_fresh_moment(const StateChange& change) {
    if (!change.time_known || !is_moment_domain(domain_of(change.entity_id))) return false;
    const auto used = parse_iso_time(change.new_state);
    return used && std::abs(*used - change.changed_us) <= kMomentSlackUs;
}

bool came_back(const StateChange& change) {
    return change.old_state && is_gone(*change.old_state) && !is_fresh_moment(change);
}

// What nobody can set from afar: heard from a Zigbee device, it is the device's own report.
bool reports_itself(const StateChange& change) {
    if (change.source != SourceKind::kZigbee2Mqtt) return false;
    const std::string domain = domain_of(change.entity_id);
    return domain == "binary_sensor" || domain == "sensor" || domain == "event";
}

// Some sources repeat what is long so, and the first message of an entity is such a repetition.
bool is_first_sight(const StateChange& change) {
    const bool repeats =
        change.source == SourceKind::kZigbee2Mqtt || change.source == SourceKind::kMapped;
    return repeats && !change.old_state && !is_fresh_moment(change);
}

// Rules in the order in which they decide. A cause that the context names goes before the return
// from "unknown", since a switch whose state is not known can be switched too.
Origin origin_of(const StateChange& change, bool context_of_automation, bool restored) {
    if (change.removed) return Origin::kUnknown;
    if (is_gone(change.new_state)) return Origin::kRestart;
    if (!change.context.user_id.empty()) return Origin::kUser;
    if (!change.context.parent_id.empty() || context_of_automation ||
        runs_actions(domain_of(change.entity_id)))
        return Origin::kAutomation;
    if (restored || came_back(change)) return Origin::kRestart;
    return change.context.known || reports_itself(change) ? Origin::kDevice : Origin::kUnknown;
}

}  // namespace

Origin origin_alone(const StateChange& change) { return origin_of(change, false, false); }

OriginAttributor::OriginAttributor(std::size_t max_contexts, TimeUs restart_us)
    : max_contexts_(max_contexts), restart_us_(restart_us) {}

Origin OriginAttributor::attribute(const StateChange& change) const {
    const bool automation =
        change.context.known && automation_contexts_.contains(change.context.id);
    return origin_of(change, automation, is_first_sight(change) || restored_after_start(change));
}

bool OriginAttributor::restored_after_start(const StateChange& change) const {
    if (is_fresh_moment(change)) return false;
    const bool zigbee = change.source == SourceKind::kZigbee2Mqtt;
    const Presence& sender = zigbee ? zigbee_ : home_assistant_;
    const bool starts = within(sender.came_us, change.received_us, restart_us_);
    // An eventstream tells what was before, by Home Assistant's own memory: a change against that
    // did happen now. Against what Hearth remembers, it may have happened while nobody sent.
    if (zigbee || change.source == SourceKind::kStatestream)
        return starts || within(sender.went_us, change.received_us, kLongestAbsenceUs);
    return starts && (!change.old_state || *change.old_state == change.new_state);
}

void OriginAttributor::note(const StateChange& change) {
    const std::string domain = domain_of(change.entity_id);
    if (!runs_actions(domain) && domain != "scene") return;
    if (!change.context.known || change.context.id.empty()) return;
    if (!automation_contexts_.insert(change.context.id).second) return;
    order_.push_back(change.context.id);
    if (order_.size() <= max_contexts_) return;
    automation_contexts_.erase(order_.front());
    order_.pop_front();
}

void OriginAttributor::note_event(const Fact& fact, TimeUs received_us) {
    if (fact.kind == FactKind::kAvailability) {
        Presence& sender = fact.event_type == kHomeAssistant ? home_assistant_ : zigbee_;
        const bool came = fact.state == "online";
        sender.came_us = came ? std::optional(received_us) : std::nullopt;
        sender.went_us = came ? std::nullopt : std::optional(received_us);
        return;
    }
    if (fact.kind != FactKind::kEvent) return;
    if (fact.event_type == "homeassistant_start" || fact.event_type == "homeassistant_started")
        home_assistant_ = {received_us, std::nullopt};
}

}  // namespace hearth
