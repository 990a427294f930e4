// The plan as Markdown.
#include "learning/plain_words.hpp"
#include "learning/plan_parts.hpp"

namespace hearth::learning {

namespace {

// One cell or list item: names and reasons come from outside and must not break the table, add
// markup or start a line.
std::string safe(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += ' ';
        else if (c == '|' || c == '<' || c == '`' || c == '\\' || c == '*' || c == '[')
            (out += '\\') += c;
        else
            out += c;
    }
    return out;
}

std::string heading(const std::string& text) { return "\n## " + text + "\n\n"; }
std::string item(const std::string& text) { return "- " + safe(text) + "\n"; }

std::string upper_first(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string mix(const std::map<std::string, std::int64_t>& counts) {
    std::string out;
    for (const auto& [name, rows] : counts)
        out += (out.empty() ? "" : ", ") + name + " " + with_commas(rows);
    return out.empty() ? "none" : out;
}

std::string head_text(const Plan& of, const TimeZone& zone) {
    std::string out = "# Retraining plan for " + safe(of.request.model) + "\n\n";
    out += item("made: " + local_date_time(of.generated_us, zone) + " (" + zone.name() +
                "), plan version " + of.plan_version);
    out +=
        item("active version: " + (of.active_version ? std::to_string(*of.active_version)
                                                     : std::string("none, the fallback answers")));
    out += item(std::string("cadence: ") + to_string(of.request.cadence) + ", at least " +
                counted(of.data.required, "row"));
    return out;
}

std::string recommendation_text(const Plan& of) {
    static constexpr std::array<const char*, 5> kSentences = {
        "Nothing to do.", "Keep an eye on it.", "Find out why.", "Retrain soon.", "Retrain now."};
    std::string out = heading("Recommendation");
    out += std::string("**") + kSentences[static_cast<std::size_t>(of.recommendation.urgency)] +
           "**\n";
    if (!of.recommendation.reasons.empty() || of.schedule.stopped) out += "\n";
    for (const std::string& reason : of.recommendation.reasons) out += item(reason);
    if (of.schedule.stopped) out += item("the schedule stands still: see below");
    return out;
}

std::string data_text(const Plan& of, const TimeZone& zone) {
    const SampleFacts& samples = of.data.samples;
    std::string out = heading("Data");
    out += item(with_commas(samples.total) + " samples, " + with_commas(samples.accepted) +
                " accepted, " + with_commas(samples.distinct) + " distinct, " +
                with_commas(samples.fresh) + " new since the last run");
    out += item(of.data.text);
    out += item("by source: " + mix(samples.by_source));
    out += item("by kind: " + mix(samples.by_kind));
    if (!samples.dropped.empty()) out += item("left out: " + mix(samples.dropped));
    out += item(samples.first_us && samples.last_us
                    ? "from " + local_date_time(*samples.first_us, zone) + " to " +
                          local_date_time(*samples.last_us, zone)
                    : std::string("no sample yet"));
    for (const TimeGap& gap : samples.gaps)
        out += item("gap from " + local_date_time(gap.from_us, zone) + " to " +
                    local_date_time(gap.to_us, zone));
    return out;
}

std::string state_text(const Plan& of) {
    static constexpr std::array<const char*, 4> kLevels = {"not known", "none", "moderate",
                                                           "strong"};
    std::string out = heading("How it does");
    out +=
        item(std::string("trend: ") + to_string(of.trend.direction) + " (" + of.trend.text + ")");
    out += item(of.runs_text);
    std::string drift = std::string("drift: ") + kLevels[static_cast<std::size_t>(of.drift.level)];
    if (!of.drift.text.empty()) drift += " (" + of.drift.text + ")";
    out += item(drift);
    for (const auto& [feature, psi] : of.drift.psi)
        out += item("population stability of " + feature + ": " + fixed(psi, 3));
    out += heading("What a training takes");
    out += item("full: " + of.estimates[0].text);
    out += item("incremental: " + of.estimates[1].text);
    return out + item(of.resources.text);
}

std::string schedule_text(const Plan& of, const TimeZone& zone) {
    std::string out = heading(of.schedule.title);
    if (!of.schedule.text.empty()) out += safe(of.schedule.text) + "\n\n";
    if (of.schedule.cycles.empty()) return out;
    out += "| when | kind | rows of | takes | |\n|---|---|---|---|---|\n";
    for (const Cycle& cycle : of.schedule.cycles)
        out += "| " + local_date_time(cycle.at_us, zone) + " | " + to_string(cycle.kind) + " | " +
               counted(cycle.window_days, "day") + " | " +
               (cycle.seconds ? seconds_words(*cycle.seconds) : "no run yet") + " | " +
               safe(cycle.text) + " |\n";
    return out;
}

std::string checks_text(const Plan& of) {
    static constexpr std::array<const char*, 3> kMarks = {"✓", "✗", "not known"};
    std::string out = heading("Prerequisites, checked now");
    out += "| | what | evidence |\n|---|---|---|\n";
    for (const PlanCheck& check : of.prerequisites)
        out += std::string("| ") + kMarks[static_cast<std::size_t>(check.state)] + " | " +
               safe(check.title) + " | " + safe(check.evidence) + " |\n";
    out += heading("When a candidate is a success");
    out += "| the model's own policy | so far |\n|---|---|\n";
    for (const Criterion& criterion : of.criteria)
        out += "| " + safe(criterion.text) + " | " + safe(criterion.evidence) + " |\n";
    return out;
}

std::string procedure_text(const Plan& of) {
    std::string out = heading("Risks that hold now");
    if (of.risks.empty()) out += "None that can be seen from the figures.\n";
    for (const PlanRemark& risk : of.risks) out += item(upper_first(risk.text));
    out += heading("What a run goes through");
    int number = 0;
    for (const PlanRemark& phase : of.phases)
        out += std::to_string(++number) + ". " + safe(phase.code + ": " + phase.text) + "\n";
    out += heading("When something goes wrong");
    out += "| when | do | what it does |\n|---|---|---|\n";
    for (const Emergency& emergency : of.emergencies)
        out += "| " + safe(emergency.when) + " | `" + safe(emergency.command) + "` | " +
               safe(emergency.effect) + " |\n";
    return out;
}

}  // namespace

std::string to_markdown(const Plan& plan) {
    const TimeZone& zone = plan.zone;
    return head_text(plan, zone) + recommendation_text(plan) + data_text(plan, zone) +
           state_text(plan) + schedule_text(plan, zone) + checks_text(plan) + procedure_text(plan);
}

}  // namespace hearth::learning
