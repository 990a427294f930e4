#include "cli/synergies_text.hpp"

#include "cli/table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

// "light.hall on", or the entity alone where the state is not known.
std::string happening_of(const Json& synergy, const char* entity, const char* state) {
    const std::string known = printable_member(synergy, state);
    return printable_member(synergy, entity) + (known.empty() ? "" : " " + known);
}

// "co-activation 14, same area": in the model's words, with what was counted.
std::string reasons_of(const Json& synergy) {
    std::string out;
    const Json reasons = synergy.value("reasons", Json::array());
    if (!reasons.is_array()) return out;
    for (const Json& reason : reasons) {
        if (!reason.is_object()) continue;
        std::string words = printable_member(reason, "words");
        if (words.empty()) words = words_of(printable_member(reason, "feature"));
        if (words.empty()) continue;
        const auto count = json_number(reason, "count");
        out += (out.empty() ? "" : ", ") + words +
               (count ? " (" + format_value(reason["count"]) + ")" : "");
    }
    return out;
}

}  // namespace

std::string synergies_text(const Json& explanation, const Style& style) {
    if (!explanation.is_object()) return "";
    const auto synergies = explanation.find("synergies");
    if (synergies == explanation.end() || !synergies->is_array()) return "";
    Table table;
    table.add_column("Score", Align::kRight);
    for (const char* title : {"When", "Then", "Said by", "Why"}) table.add_column(title);
    for (const Json& synergy : *synergies) {
        if (!synergy.is_object()) continue;
        const auto score = json_number(synergy, "score");
        table.add_row({score ? format_percent(*score) : "-",
                       happening_of(synergy, "trigger", "trigger_state"),
                       happening_of(synergy, "target", "target_state"),
                       json_bool(synergy, "fallback").value_or(true) ? "rules" : "model",
                       reasons_of(synergy)});
    }
    const std::string title = style(Tone::kBold, "What belongs together") + "\n";
    return title + (table.empty() ? "  nothing is clear yet\n" : table.render(style, 2));
}

}  // namespace hearth::cli
