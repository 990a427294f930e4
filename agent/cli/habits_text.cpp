#include "cli/habits_text.hpp"

#include "cli/synergies_text.hpp"
#include "cli/table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

const Json& list_of(const Json& explanation, const char* key) {
    static const Json none = Json::array();
    if (!explanation.is_object()) return none;
    const auto found = explanation.find(key);
    return found != explanation.end() && found->is_array() ? *found : none;
}

std::string percent_of(const Json& habit, const char* key) {
    const auto value = json_number(habit, key);
    return value ? format_percent(*value) : "-";
}

std::string weeks_of(const Json& habit) {
    const Json weeks = habit.value("weeks", Json::object());
    const auto held = json_integer(weeks, "held"), of = json_integer(weeks, "of");
    return held && of ? std::to_string(*held) + " of " + std::to_string(*of) : "-";
}

}  // namespace

std::string habits_text(const Json& explanation, const Style& style) {
    Table table;
    table.add_column("Share", Align::kRight);
    table.add_column("At least", Align::kRight);
    table.add_column("Weeks", Align::kRight);
    table.add_column("Habit");
    for (const Json& habit : list_of(explanation, "habits"))
        if (habit.is_object())
            table.add_row({percent_of(habit, "confidence"), percent_of(habit, "confidence_low"),
                           weeks_of(habit), printable(json_string(habit, "text").value_or(""))});
    std::string out = style(Tone::kBold, printable(json_string(explanation, "model").value_or("")));
    if (const auto rows = json_integer(explanation, "rows"))
        out += ": " + format_count(*rows) + " interactions and what surrounds them, " +
               format_count(json_integer(explanation, "days").value_or(0)) + " days";
    out += "\n";
    const std::string synergies = synergies_text(explanation, style);
    // A model of what belongs together tells no habits, and owes none.
    if (table.empty() && (explanation.contains("habits") || synergies.empty()))
        return out + "  no habit is clear yet\n" + synergies;
    if (!table.empty()) out += table.render(style, 2);
    out += synergies;
    const Json& durations = list_of(explanation, "durations");
    if (!durations.empty()) out += style(Tone::kBold, "How long things last") + "\n";
    for (const Json& habit : durations)
        if (habit.is_object())
            out += "  " + printable(json_string(habit, "text").value_or("")) + "\n";
    return out;
}

}  // namespace hearth::cli
