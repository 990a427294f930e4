#include "suggestions/suggestion.hpp"

#include <array>
#include <utility>

#include "automation/tree_json.hpp"
#include "automation/yaml_writer.hpp"
#include "core/iso_time.hpp"

namespace hearth::suggestions {

namespace {

constexpr std::array<std::pair<State, const char*>, 6> kWords{{{State::kNew, "new"},
                                                               {State::kShown, "shown"},
                                                               {State::kLater, "later"},
                                                               {State::kAccepted, "accepted"},
                                                               {State::kRejected, "rejected"},
                                                               {State::kExpired, "expired"}}};

using Stage = Creation::Stage;
constexpr std::array<std::pair<Stage, const char*>, 3> kStages{
    {{Stage::kWanted, "wanted"}, {Stage::kCreated, "created"}, {Stage::kFailed, "failed"}}};

std::optional<Creation> creation_from_json(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    Creation out;
    for (const auto& [stage, word] : kStages)
        if (json_string(json, "stage") == word) out.stage = stage;
    out.text = json_string(json, "text").value_or("");
    out.attempts = static_cast<int>(json_integer(json, "attempts").value_or(0));
    out.due_us = json_integer(json, "due_us").value_or(0);
    return out;
}

}  // namespace

const char* to_string(Creation::Stage stage) {
    for (const auto& [known, word] : kStages)
        if (known == stage) return word;
    return "";
}

const char* to_string(State state) {
    for (const auto& [known, word] : kWords)
        if (known == state) return word;
    return "";
}

std::optional<State> state_from_string(std::string_view word) {
    for (const auto& [state, known] : kWords)
        if (known == word) return state;
    return std::nullopt;
}

Json report(const Suggestion& suggestion) {
    Json out = {{"id", suggestion.id},
                {"state", to_string(suggestion.state)},
                {"source", suggestion.source},
                {"alias", suggestion.tree().alias},
                {"explanation", suggestion.proposal.explanation},
                {"confidence", suggestion.proposal.confidence},
                {"confidence_low", suggestion.proposal.confidence_low},
                {"created", format_iso_time(suggestion.created_us)},
                {"changed", format_iso_time(suggestion.changed_us)},
                {"automation", Json(automation::to_json(suggestion.tree()))},
                {"yaml", automation::to_yaml(suggestion.tree())}};
    if (suggestion.due_us > 0)
        out[is_open(suggestion.state) ? "expires" : "returns"] = format_iso_time(suggestion.due_us);
    if (!suggestion.note.empty()) out["note"] = suggestion.note;
    if (suggestion.modified) out["modified"] = true;
    if (suggestion.creation)
        out["home_assistant"] = {{"state", to_string(suggestion.creation->stage)},
                                 {"text", suggestion.creation->text},
                                 {"attempts", suggestion.creation->attempts}};
    return out;
}

Json body_of(const Suggestion& suggestion) {
    Json out = {{"automation", Json(automation::to_json(suggestion.proposal.tree))},
                {"explanation", suggestion.proposal.explanation},
                {"confidence", suggestion.proposal.confidence},
                {"confidence_low", suggestion.proposal.confidence_low},
                {"evidence", suggestion.proposal.evidence},
                {"note", suggestion.note}};
    if (suggestion.modified) out["modified"] = Json(automation::to_json(*suggestion.modified));
    if (suggestion.creation)
        out["creation"] = {{"stage", to_string(suggestion.creation->stage)},
                           {"text", suggestion.creation->text},
                           {"attempts", suggestion.creation->attempts},
                           {"due_us", suggestion.creation->due_us}};
    return out;
}

Status read_body(const Json& body, Suggestion& suggestion) {
    auto tree = automation::automation_from_json(body.value("automation", Json::object()));
    if (!tree) return tree.error();
    suggestion.proposal.tree = std::move(*tree);
    suggestion.proposal.signature = automation::signature_of(suggestion.proposal.tree);
    suggestion.proposal.explanation = json_string(body, "explanation").value_or("");
    suggestion.proposal.confidence = json_number(body, "confidence").value_or(0);
    suggestion.proposal.confidence_low = json_number(body, "confidence_low").value_or(0);
    suggestion.proposal.evidence = body.value("evidence", Json());
    suggestion.note = json_string(body, "note").value_or("");
    suggestion.creation = creation_from_json(body.value("creation", Json()));
    if (!body.contains("modified")) return {};
    auto modified = automation::automation_from_json(body["modified"]);
    if (!modified) return modified.error();
    suggestion.modified = std::move(*modified);
    return {};
}

}  // namespace hearth::suggestions
