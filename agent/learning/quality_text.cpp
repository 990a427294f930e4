#include "core/iso_time.hpp"
#include "learning/interaction_rules.hpp"
#include "learning/plain_words.hpp"
#include "learning/quality_report.hpp"

namespace hearth::learning {

namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kName = 18;  // width of the first column

Json remarks_json(const std::vector<QualityRemark>& remarks) {
    Json out = Json::array();
    for (const auto& remark : remarks)
        out.push_back({{"code", remark.code}, {"text", remark.text}});
    return out;
}

std::string line(std::string name, const std::string& text) {
    name.resize(kName, ' ');
    std::string padded = wrapped(text, kColumns - kName, 0);
    for (std::size_t at = padded.find('\n'); at + 1 < padded.size();
         at = padded.find('\n', at + 1 + kName))
        padded.insert(at + 1, kName, ' ');
    return name + padded;
}

std::string mix(const std::map<std::string, std::int64_t>& shares, std::int64_t rows) {
    std::string out;
    for (const auto& [name, count] : shares)
        out += (out.empty() ? "" : ", ") + name + " " +
               percent(static_cast<double>(count) / static_cast<double>(rows));
    return out;
}

std::string rows_lines(const QualityReport& of) {
    const std::string about = of.exact ? "" : "about ";
    return line("rows", with_commas(of.rows) + ", of them " + with_commas(of.target_rows) +
                            " to be predicted; " + about + percent(of.duplicate_rate) +
                            (of.needs.sequence ? " say the same of the same moment"
                                               : " say the same as another row")) +
           line("distinct", about + with_commas(of.distinct_keys) + " keys, " +
                                with_commas(of.distinct_pairs) + " pairs of features and label") +
           line("features", percent(of.empty_features) + " empty; " +
                                counted(of.rows_without_features, "row") + " without any");
}

std::string label_lines(const QualityReport& of) {
    std::string out =
        line("labels",
             with_commas(of.labels) + ", balance " + fixed(of.label_entropy, 2) +
                 " (1: all equally often)" +
                 (of.missing_labels > 0 ? "; " + with_commas(of.missing_labels) + " missing" : ""));
    if (!of.top_labels.empty())
        out += line("most frequent", of.top_labels[0].label + ", " + percent(of.top_label_share));
    return out + line("entities", with_commas(of.entities));
}

std::string time_lines(const QualityReport& of, const TimeZone& zone) {
    std::string out =
        line("time", local_date_time(of.first_us, zone) + " to " +
                         local_date_time(of.last_us, zone) + ", " + days_words(of.days));
    if (of.gap_count == 0) return out + line("gaps over a day", "none");
    std::string gaps = counted(of.gap_count, "gap") + ", " + days_words(of.gap_days) +
                       " together; the longest from " + local_date_time(of.gaps[0].from_us, zone) +
                       " to " + local_date_time(of.gaps[0].to_us, zone);
    return out + line("gaps over a day", gaps);
}

}  // namespace

Json to_json(const QualityReport& of) {
    Json labels = Json::array(), gaps = Json::array();
    for (const auto& label : of.top_labels)
        labels.push_back({{"label", label.label}, {"rows", label.rows}});
    for (const auto& gap : of.gaps)
        gaps.push_back(
            {{"from", format_iso_time(gap.from_us)}, {"to", format_iso_time(gap.to_us)}});
    const auto time = [&](TimeUs at) { return of.rows > 0 ? Json(format_iso_time(at)) : Json(); };
    return {{"rows", of.rows},
            {"target_rows", of.target_rows},
            {"distinct_keys", of.distinct_keys},
            {"distinct_pairs", of.distinct_pairs},
            {"distinct_moments", of.distinct_moments},
            {"distinct_contexts", of.distinct_contexts},
            {"exact", of.exact},
            {"duplicate_rate", of.duplicate_rate},
            {"empty_features", of.empty_features},
            {"rows_without_features", of.rows_without_features},
            {"missing_labels", of.missing_labels},
            {"labels", of.labels},
            {"top_label_share", of.top_label_share},
            {"label_entropy", of.label_entropy},
            {"top_labels", std::move(labels)},
            {"entities", of.entities},
            {"first", time(of.first_us)},
            {"last", time(of.last_us)},
            {"days", of.days},
            {"gap_count", of.gap_count},
            {"gap_days", of.gap_days},
            {"gaps", std::move(gaps)},
            {"sources", of.sources},
            {"origins", of.origins},
            {"dropped_rows", of.dropped_rows},
            {"dropped", of.dropped},
            {"simulated", of.simulated},
            {"min_rows", of.needs.min_rows},
            {"usable", of.verdict.usable},
            {"reasons", remarks_json(of.verdict.reasons)},
            {"notes", remarks_json(of.verdict.notes)}};
}

std::string to_text(const QualityReport& of, const TimeZone& zone) {
    std::string out = of.simulated ? "every row is simulated\n" : "";
    if (of.rows > 0) {
        out += rows_lines(of) + label_lines(of) + time_lines(of, zone);
        out += line("sources", mix(of.sources, of.rows));
        out += line("origins", mix(of.origins, of.rows));
    }
    out += line("left out", counted(of.dropped_rows, "row"));
    for (const auto& [reason, rows] : of.dropped)
        out += line("  " + with_commas(rows), explain_filter(reason));
    out += line("verdict", of.verdict.usable ? "usable" : "not usable");
    for (const auto& reason : of.verdict.reasons) out += line("  because", reason.text);
    for (const auto& note : of.verdict.notes) out += line("  note", note.text);
    return out;
}

}  // namespace hearth::learning
