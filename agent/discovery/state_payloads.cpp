#include "discovery/state_payloads.hpp"

#include <cmath>

#include "discovery/names.hpp"

namespace hearth::discovery {

namespace {

constexpr double kMegabyte = 1e6;

const char* on_off(bool on) { return on ? "ON" : "OFF"; }

// Null becomes "None" in a template, which Home Assistant reads as unknown.
template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

double rounded(double value, double step) { return std::round(value / step) * step; }

// A short word or two; the whole story is in the attributes.
std::string state_words(const ModelValues& values) {
    if (values.state == "training" && values.progress)
        return "training " + std::to_string(static_cast<int>(*values.progress * 100)) + " %";
    if (values.state == "approval" && values.waiting)
        return "version " + std::to_string(*values.waiting) + " waits for approval";
    if (values.state == "waiting")
        return values.missing > 0 ? "waiting for " + std::to_string(values.missing) + " samples"
                                  : "idle";
    return values.state;
}

// As the update entity's schema has it: these members and no others, all of them text. Versions are
// compared as numbers; the fallback is version 0.
Json update_state(const ModelValues& values) {
    const std::int64_t installed = values.version.value_or(0);
    return {{"installed_version", std::to_string(installed)},
            {"latest_version", std::to_string(values.waiting.value_or(installed))},
            {"title", "Hearth model"},
            {"release_summary", values.waiting ? state_text(values.waits_because) : ""}};
}

Json score_details(const ModelValues& values) {
    Json out = {{"metric", values.metric},
                {"baseline", values.baseline_name},
                {"baseline_score", or_null(values.baseline)},
                {"lead", Json()}};
    if (values.score && values.baseline)
        out["lead"] = rounded(*values.score - *values.baseline, 1e-6);
    return out;
}

}  // namespace

Json agent_payload(const AgentValues& values) {
    Json out = {{"learning", on_off(values.learning)},
                {"scheduler", on_off(values.scheduler)},
                {"guests", on_off(values.guests)},
                {"approval", on_off(values.approval)},
                {"suggestions", on_off(values.suggestions)}};
    for (const auto& [domain, on] : values.suggestion_domains)
        out["suggest_" + domain] = on_off(on);
    return out;
}

Json diagnostics_payload(const AgentValues& values) {
    return {{"condition", values.trouble.empty() ? "fine" : state_text(values.trouble)},
            {"queue", values.queue},
            {"lag_s", rounded(values.lag_s, 0.1)},
            {"missed", values.missed},
            {"quarantined", values.quarantined},
            {"database_mb", rounded(static_cast<double>(values.database_bytes) / kMegabyte, 1)},
            {"memory_mb", rounded(static_cast<double>(values.memory_bytes) / kMegabyte, 1)}};
}

Json model_payload(const ModelValues& values) {
    Json worker;
    if (values.worker_bytes)
        worker = rounded(static_cast<double>(*values.worker_bytes) / kMegabyte, 1);
    return {{"state", state_words(values)},
            {"state_details", {{"waits_for", values.waits_for}}},
            {"version", or_null(values.version)},
            {"update", update_state(values)},
            {"update_details", {{"text", values.waiting ? values.waits_because : ""}}},
            {"score", or_null(values.score)},
            {"score_details", score_details(values)},
            {"missing", values.missing},
            {"missing_details",
             {{"samples_new", values.samples_new}, {"threshold", values.threshold_in_force}}},
            {"decision", values.decision.empty() ? "none yet" : state_text(values.decision)},
            {"decision_details", {{"text", values.decision}}},
            {"enabled", on_off(values.enabled)},
            {"threshold", values.threshold},
            {"tolerance", values.tolerance},
            {"policy", values.policy},
            {"worker_mb", std::move(worker)}};
}

Json prediction_payload(const Json& prediction) {
    const Json list = prediction.value("items", Json::array());
    Json details = prediction;
    details.erase("model");
    details["probability"] = Json();
    std::string state = "unknown";
    if (list.is_array() && !list.empty()) {
        state = state_text(json_string(list.front(), "label").value_or("unknown"));
        details["probability"] = json_number(list.front(), "probability").value_or(0);
    }
    return {{"state", state}, {"details", std::move(details)}};
}

Json question_payload(const Question& question) {
    const std::string answer = !question.answer.empty() ? question.answer
                               : question.agent.empty() ? "waiting for an answer"
                                                        : "see the attribute yaml";
    return {{"question", state_text(question.text)},
            {"answer", state_text(answer)},
            {"details",
             {{"id", question.id},
              {"asked", question.asked},
              {"question", question.text},
              {"text", question.answer},
              {"yaml", question.yaml},
              {"kind", question.kind},
              {"agent", question.agent}}}};
}

}  // namespace hearth::discovery
