#include "cli/evaluation_text.hpp"

#include "cli/label_table.hpp"
#include "cli/scores_table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

constexpr std::size_t kLabelsShown = 15;

std::string per_class_text(const Json& evaluation, const Style& style) {
    const Json classes = evaluation.is_object() ? evaluation.value("classes", Json()) : Json();
    const Table table =
        label_table(classes.is_object() ? classes.value("model", Json()) : Json(), kLabelsShown);
    if (table.empty()) return "This model reports nothing label by label.\n";
    return table.render(style);
}

// What the model measures beside, each table by its name.
std::string further_text(const Json& evaluation, const Style& style) {
    const Json further = evaluation.is_object() ? evaluation.value("further", Json()) : Json();
    std::string out;
    if (!further.is_object()) return out;
    for (const auto& [name, part] : further.items()) {
        if (!part.is_object() || !part.contains("scores")) continue;
        const auto rows = json_integer(part, "rows");
        out += style(Tone::kBold, printable(name)) +
               (rows ? ", " + format_count(*rows) + " rows" : std::string()) + "\n" +
               scores_table(part["scores"], "model").render(style);
    }
    return out;
}

}  // namespace

std::string evaluation_text(const Json& evaluation, bool per_class, const Style& style) {
    const Json data = evaluation.is_object() ? evaluation.value("data", Json::object()) : Json();
    const auto count = [&](const char* key) {
        const auto value = json_integer(data, key);
        return value ? format_count(*value) : std::string("-");
    };
    const std::string model = printable(json_string(evaluation, "model").value_or("-"));
    std::string out = style(Tone::kBold, model) + " on " +
                      printable(json_string(data, "path").value_or("-")) + "\n";
    const auto questions = json_integer(data, "questions");
    if (const auto summary = json_string(evaluation, "summary"))
        out += printable(*summary) + "\n";
    else
        out += count("rows") + " rows: trained on the first " + count("train") +
               ", scored on the last " + count("test") +
               (questions ? " by " + format_count(*questions) + " questions" : std::string()) +
               "; " + count("classes") + " classes\n";
    if (questions == 0) return out + "There was nothing to ask this model: there is no score.\n";
    const Json scores = evaluation.is_object() ? evaluation.value("scores", Json()) : Json();
    out += scores_table(scores, model).render(style);
    if (const Table means = class_means_table(scores, model); !means.empty())
        out += means.render(style);
    if (per_class) out += per_class_text(evaluation, style);
    out += further_text(evaluation, style);
    const auto seconds = json_number(evaluation, "seconds");
    const auto memory = json_integer(evaluation, "peak_rss_bytes");
    const auto seed = json_integer(evaluation, "seed");
    if (seconds) out += format_duration(*seconds);
    if (memory) out += ", at most " + format_bytes(*memory) + " resident";
    if (seed) out += ", seed " + std::to_string(*seed);
    return out + "\n";
}

}  // namespace hearth::cli
