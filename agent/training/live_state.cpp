#include "training/live_state.hpp"

namespace hearth::training {

namespace {

Json optional_version(const std::optional<std::int64_t>& version) {
    return version ? Json(*version) : Json();
}

Json part(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found == json.end() ? Json() : *found;
}

}  // namespace

Json to_json(const LiveState& state) {
    Json out = Json::object();
    if (state.shadow_version)
        out["shadow"] = {{"version", *state.shadow_version},
                         {"against", optional_version(state.shadow_against)},
                         {"state", learning::to_json(state.shadow)}};
    if (state.watch_version)
        out["watch"] = {{"version", *state.watch_version},
                        {"state", learning::to_json(state.watch)},
                        {"reference", learning::to_json(state.watch_reference)}};
    out["outcome"] = {{"version", optional_version(state.outcome_version)},
                      {"state", learning::to_json(state.outcome)},
                      {"reference", learning::to_json(state.outcome_reference)},
                      {"told", state.drift_told}};
    return out;
}

LiveState live_state_from_json(const Json& json, TimeUs now_us) {
    LiveState out;
    if (!json.is_object()) return out;
    if (const Json shadow = part(json, "shadow"); shadow.is_object()) {
        out.shadow_version = json_integer(shadow, "version");
        out.shadow_against = json_integer(shadow, "against");
        out.shadow = learning::shadow_state_from_json(part(shadow, "state"), now_us);
    }
    if (const Json watch = part(json, "watch"); watch.is_object()) {
        out.watch_version = json_integer(watch, "version");
        out.watch = learning::watch_state_from_json(part(watch, "state"), now_us);
        out.watch_reference = learning::watch_reference_from_json(part(watch, "reference"));
    }
    if (const Json outcome = part(json, "outcome"); outcome.is_object()) {
        out.outcome_version = json_integer(outcome, "version");
        out.outcome = learning::outcome_state_from_json(part(outcome, "state"));
        out.outcome_reference = learning::score_summary_from_json(part(outcome, "reference"));
        out.drift_told = json_bool(outcome, "told").value_or(false);
    }
    return out;
}

}  // namespace hearth::training
