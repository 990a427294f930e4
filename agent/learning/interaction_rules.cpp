#include "learning/interaction_rules.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/hash.hpp"

namespace hearth::learning {

namespace {

enum class Role { kOperated, kOpened, kPresence, kSurroundings, kMeasured, kOther };

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Role role_of(std::string_view domain, std::string_view device_class) {
    static constexpr std::array<std::string_view, 24> kOperated = {
        "light",        "switch",     "input_boolean", "fan",
        "cover",        "valve",      "climate",       "water_heater",
        "lock",         "humidifier", "siren",         "media_player",
        "vacuum",       "lawn_mower", "scene",         "button",
        "input_button", "remote",     "input_select",  "select",
        "script",       "event",      "counter",       "alarm_control_panel"};
    static constexpr std::array<std::string_view, 5> kMeasured = {
        "sensor", "number", "input_number", "input_text", "text"};
    static constexpr std::array<std::string_view, 6> kPresenceClasses = {
        "motion", "occupancy", "presence", "moving", "sound", "vibration"};
    static constexpr std::array<std::string_view, 6> kOpenedClasses = {
        "", "door", "window", "opening", "garage_door", "lock"};
    if (is_one_of(kOperated, domain)) return Role::kOperated;
    if (is_one_of(kMeasured, domain)) return Role::kMeasured;
    if (domain == "sun" || domain == "weather") return Role::kSurroundings;
    if (domain == "person" || domain == "device_tracker") return Role::kPresence;
    if (domain != "binary_sensor") return Role::kOther;
    if (is_one_of(kPresenceClasses, device_class)) return Role::kPresence;
    return is_one_of(kOpenedClasses, device_class) ? Role::kOpened : Role::kMeasured;
}

bool is_moment(std::string_view domain) {
    static constexpr std::array<std::string_view, 4> kMoments = {"scene", "button", "input_button",
                                                                 "event"};
    return is_one_of(kMoments, domain);
}

bool is_absent(std::string_view state) { return state == "unavailable" || state == "unknown"; }

// Why the change cannot be an interaction whatever the entity is; empty if it can.
std::string general_objection(const StateChange& change) {
    if (change.snapshot) return "retained";
    if (change.removed || is_absent(change.new_state)) return "unavailable";
    if (change.origin == Origin::kRestart) return "restart";
    if (!change.state_differs) return "same_state";
    return {};
}

std::string objection_by_role(const StateChange& change, Role role) {
    if (role == Role::kMeasured) return "measurement";
    if (role == Role::kOther) return "not_operated";
    if (role == Role::kOperated) {
        const bool arrived = change.old_state && *change.old_state != change.new_state &&
                             settled_state(*change.old_state) == change.new_state;
        return arrived ? "follows_transition" : "";
    }
    const bool binary = domain_of(change.entity_id) == "binary_sensor";
    return binary && change.new_state != "on" ? "deactivation" : "";
}

double confidence_of(Origin origin, Role role) {
    if (origin == Origin::kUser || origin == Origin::kAutomation) return 1.0;
    if (origin == Origin::kDevice) return role == Role::kOperated ? 0.9 : 1.0;
    return role == Role::kOperated ? 0.6 : 0.9;
}

}  // namespace

std::string_view settled_state(std::string_view state) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTransitions = {
        {{"opening", "open"},
         {"closing", "closed"},
         {"locking", "locked"},
         {"unlocking", "unlocked"},
         {"buffering", "playing"}}};
    for (const auto& [passing, settled] : kTransitions)
        if (state == passing) return settled;
    return state;
}

bool is_operated(std::string_view domain) { return role_of(domain, "") == Role::kOperated; }

std::variant<Sample, Filtered> interaction_of(const StateChange& change,
                                              const std::string& device_class,
                                              bool automations_too) {
    std::string objection = general_objection(change);
    const bool automated = change.origin == Origin::kAutomation;
    if (objection.empty() && automated && !automations_too) objection = "automation";
    if (!objection.empty()) return Filtered{objection};
    const std::string domain = domain_of(change.entity_id);
    const Role role = role_of(domain, device_class);
    objection = objection_by_role(change, role);
    if (!objection.empty()) return Filtered{objection};

    const std::string state =
        is_moment(domain) ? "used" : std::string(settled_state(change.new_state));
    Sample sample;
    sample.kind = kInteractionKind;
    sample.time_us = change.changed_us;
    sample.label = change.entity_id + "=" + state;
    sample.features = {
        {"entity", change.entity_id}, {"state", state}, {"origin", to_string(change.origin)}};
    sample.target = role != Role::kPresence && role != Role::kSurroundings && !automated;
    if (role == Role::kSurroundings) sample.features["surroundings"] = true;
    sample.confidence = confidence_of(change.origin, role);
    sample.distinct_key =
        content_key({kInteractionKind, sample.label, std::to_string(change.changed_us)});
    return sample;
}

std::string explain_filter(const std::string& reason) {
    static const std::array<std::pair<std::string_view, std::string_view>, 18> kSentences = {{
        {"retained",
         "kept by the broker from before: refreshes the state, is nothing that happened now"},
        {"unavailable", "the device was unreachable or its state unknown"},
        {"restart", "Home Assistant or the device came back; nothing happened in the home"},
        {"same_state", "attributes only, or the same state reported again"},
        {"automation", "an automation, script or scene did it, not a person"},
        {"measurement", "a sensor's measurement, not something that a person did"},
        {"not_operated", "an entity that people do not operate"},
        {"follows_transition", "the end of a movement that was counted when it began"},
        {"deactivation", "a sensor went back to off; its going on was counted"},
        {"low_confidence", "too unsure who did it"},
        {"implausible_rate",
         "the entity changed more often than a person can operate it (a chattering sensor)"},
        {"excluded", "the entity is excluded by the configuration"},
        {"paused", "learning was paused"},
        {"guest", "guests were in the house; their habits are not the household's"},
        {"vacation", "the household was on vacation; nobody lived by their habits"},
        {"duplicate", "the same was counted before"},
        {"origin", "the model does not learn from this origin"},
        {"domain", "the model does not learn from this kind of entity"},
    }};
    for (const auto& [word, sentence] : kSentences)
        if (reason == word) return std::string(sentence);
    return reason;
}

}  // namespace hearth::learning
