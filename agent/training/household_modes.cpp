#include "training/household_modes.hpp"

namespace hearth::training {

namespace {

// What was seen last; a pause follows a change of it, not the state itself.
std::string key_of(const std::string& kind) { return "household." + kind; }

}  // namespace

Status HouseholdModes::look() {
    if (Status done = look("guest", entities_.guests); !done) return done;
    return look("vacation", entities_.vacation);
}

Result<std::optional<std::string>> HouseholdModes::entity_that_is_on(
    const std::vector<std::string>& entities) {
    bool is_known = true;
    for (const std::string& entity : entities) {
        const auto found = store_.entities().known_state(entity);
        if (!found) return found.error();
        if (!*found || !(*found)->has_state) continue;
        const std::string& state = (*found)->state;
        if (state == "on") return std::optional(entity);
        if (state == "unavailable" || state == "unknown") is_known = false;
    }
    return is_known ? std::optional(std::string()) : std::nullopt;
}

Status HouseholdModes::look(const std::string& kind, const std::vector<std::string>& entities) {
    if (entities.empty()) return {};
    const auto entity = entity_that_is_on(entities);
    if (!entity) return entity.error();
    if (!*entity) return {};
    const bool is_on = !(*entity)->empty();
    const auto before = store_.meta().get(key_of(kind));
    if (!before) return before.error();
    if (is_on == (before->value_or("off") == "on")) return {};
    PauseRequest request;
    request.kind = kind;
    request.reason = **entity + " is on";
    const Status done = is_on ? pauses_.begin(request) : pauses_.end("", kind);
    // The user has ended it already.
    if (!done && done.error().code != ErrorCode::kNotFound) return done;
    return store_.meta().set(key_of(kind), is_on ? "on" : "off");
}

}  // namespace hearth::training
