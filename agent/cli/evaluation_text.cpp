#include "cli/evaluation_text.hpp"

#include "cli/scores_table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

std::string evaluation_text(const Json& evaluation, const Style& style) {
    const Json data = evaluation.is_object() ? evaluation.value("data", Json::object()) : Json();
    const auto count = [&](const char* key) {
        const auto value = json_integer(data, key);
        return value ? format_count(*value) : std::string("-");
    };
    const std::string model = printable(json_string(evaluation, "model").value_or("-"));
    std::string out = style(Tone::kBold, model) + " on " +
                      printable(json_string(data, "path").value_or("-")) + "\n";
    out += count("rows") + " rows: trained on the first " + count("train") +
           ", scored on the last " + count("test") + "; " + count("classes") + " classes\n";
    const Json scores = evaluation.is_object() ? evaluation.value("scores", Json()) : Json();
    out += scores_table(scores, model).render(style);
    const auto seconds = json_number(evaluation, "seconds");
    const auto memory = json_integer(evaluation, "peak_rss_bytes");
    const auto seed = json_integer(evaluation, "seed");
    if (seconds) out += format_duration(*seconds);
    if (memory) out += ", at most " + format_bytes(*memory) + " resident";
    if (seed) out += ", seed " + std::to_string(*seed);
    return out + "\n";
}

}  // namespace hearth::cli
