#include "cli/drift_text.hpp"

#include "cli/table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

std::string text(const Json& object, const char* key) {
    return printable(json_string(object, key).value_or("-"));
}

Tone tone_of(const std::string& state) {
    if (state == "stable") return Tone::kGood;
    if (state == "severe") return Tone::kBad;
    return state == "moderate" ? Tone::kWarning : Tone::kDim;
}

std::string span_text(const Json& drift, const char* key) {
    const Json span = drift.value(key, Json::object());
    const auto from = json_string(span, "from"), through = json_string(span, "through");
    return from && through ? short_time(*from) + " to " + short_time(*through) + " UTC"
                           : std::string("no sample");
}

std::string figure(const Json& feature, const char* key) {
    const auto number = json_number(feature, key);
    return number && text(feature, "state") != "unknown" ? format_score(*number) : "-";
}

}  // namespace

std::string drift_text(const Json& drift, const Style& style) {
    if (!drift.is_object()) return drift_text(Json::object(), style);
    const std::string state = text(drift, "state");
    std::string out = style(Tone::kBold, text(drift, "model"));
    if (const auto version = json_integer(drift, "version"))
        out += ", version " + std::to_string(*version);
    out += ": " + style(tone_of(state), state) + "\n";
    out += text(drift, "reason") + "\n" + text(drift, "recommendation") + "\n";
    const Json features = drift.value("features", Json::array());
    if (!features.is_array() || features.empty()) return out;
    out += "Learned from  " + span_text(drift, "reference") + "\n";
    out += "Compared with " + span_text(drift, "current") + "\n";
    Table table;
    table.add_column("Feature");
    table.add_column("PSI", Align::kRight);
    table.add_column("By chance", Align::kRight);
    table.add_column("At most", Align::kRight);
    for (const char* title : {"State", "In words"}) table.add_column(title);
    for (const Json& feature : features)
        table.add_row({words_of(text(feature, "name")), figure(feature, "psi"),
                       figure(feature, "expected"), figure(feature, "limit"),
                       Cell(text(feature, "state"), tone_of(text(feature, "state"))),
                       text(feature, "text")});
    return out + table.render(style, 2);
}

}  // namespace hearth::cli
