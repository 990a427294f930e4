#include "cli/suggestion_text.hpp"

#include <sstream>

#include "cli/text.hpp"

namespace hearth::cli {

namespace {

std::string text_of(const Json& object, const char* key) {
    return printable(json_string(object, key).value_or(""));
}

std::string head(const Json& suggestion, const Style& style) {
    const auto confidence = json_number(suggestion, "confidence");
    return style(Tone::kBold, text_of(suggestion, "alias")) + "\n  " + text_of(suggestion, "id") +
           "  " + text_of(suggestion, "state") + "  " +
           (confidence ? format_percent(*confidence) : "-") + "  " +
           short_time(text_of(suggestion, "created")) + "  " + text_of(suggestion, "source") +
           "\n  " + text_of(suggestion, "explanation") + "\n";
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
    if (const std::string note = text_of(suggestion, "note"); !note.empty())
        out += "  Note: " + note + "\n";
    const auto creation = suggestion.find("home_assistant");
    if (creation != suggestion.end() && creation->is_object())
        out += "  In Home Assistant: " + text_of(*creation, "text") + "\n";
    out += "\n";
    std::istringstream yaml(json_string(suggestion, "yaml").value_or(""));
    for (std::string line; std::getline(yaml, line);) out += "  " + printable(line) + "\n";
    return out;
}

std::string look_text(const Json& look, const Style& style) {
    const Json made = look.value("made", Json::array());
    std::string out = list_of(made, style);
    out += format_count(json_integer(look, "habits").value_or(0)) + " habits, " +
           format_count(static_cast<std::int64_t>(made.size())) + " new suggestions";
    const Json left_out = look.value("left_out", Json::object());
    const char* separator = "; left out: ";
    for (const auto& [why, times] : left_out.items()) {
        out += separator + words_of(why) + " " + format_value(times);
        separator = ", ";
    }
    return out + "\n";
}

}  // namespace hearth::cli
