#include "cli/suggestion_text.hpp"

#include <sstream>

#include "cli/text.hpp"

namespace hearth::cli {

namespace {

std::string head(const Json& suggestion, const Style& style) {
    const auto confidence = json_number(suggestion, "confidence");
    return style(Tone::kBold, printable_member(suggestion, "alias")) + "\n  " +
           printable_member(suggestion, "id") + "  " + printable_member(suggestion, "state") +
           "  " + (confidence ? format_percent(*confidence) : "-") + "  " +
           short_time(printable_member(suggestion, "created")) + "  " +
           printable_member(suggestion, "source") + "\n  " +
           printable_member(suggestion, "explanation") + "\n";
}

std::string list_of(const Json& suggestions, const Style& style) {
    std::string out;
    if (suggestions.is_array())
        for (const Json& suggestion : suggestions)
            if (suggestion.is_object()) out += head(suggestion, style) + "\n";
    return out;
}

}  // namespace

std::string suggestions_text(const Json& suggestions, const Style& style) {
    const std::string list = list_of(suggestions, style);
    if (list.empty()) return "Nothing is proposed at the moment.\n";
    return list + "Look at one: hearth suggestion ID. Answer: --accept, --reject or --later.\n";
}

std::string suggestion_text(const Json& suggestion, const Style& style) {
    std::string out = head(suggestion, style);
    if (const std::string note = printable_member(suggestion, "note"); !note.empty())
        out += "  Note: " + note + "\n";
    const auto creation = suggestion.find("home_assistant");
    if (creation != suggestion.end() && creation->is_object())
        out += "  In Home Assistant: " + printable_member(*creation, "text") + "\n";
    out += "\n";
    std::istringstream yaml(json_string(suggestion, "yaml").value_or(""));
    for (std::string line; std::getline(yaml, line);) out += "  " + printable(line) + "\n";
    return out;
}

std::string anomalies_text(const Json& anomalies, const Style& style) {
    std::string out;
    if (anomalies.is_array())
        for (const Json& one : anomalies)
            if (one.is_object())
                out += short_time(printable_member(one, "time")) + "  " +
                       style(Tone::kBold, printable_member(one, "kind")) + "  " +
                       printable_member(one, "text") + "\n";
    return out.empty() ? "Nothing is strange today.\n" : out;
}

std::string look_text(const Json& look, const Style& style) {
    const Json made = look.value("made", Json::array());
    std::string out = list_of(made, style);
    out += format_count(json_integer(look, "habits").value_or(0)) + " habits, ";
    if (const auto synergies = json_integer(look, "synergies").value_or(0); synergies > 0)
        out += format_count(synergies) + " pairs that belong together, ";
    out += format_count(static_cast<std::int64_t>(made.size())) + " new suggestions";
    const Json left_out = look.value("left_out", Json::object());
    const char* separator = "; left out: ";
    for (const auto& [why, times] : left_out.items()) {
        out += separator + words_of(why) + " " + format_value(times);
        separator = ", ";
    }
    return out + "\n";
}

}  // namespace hearth::cli
