#include "commands/model_report.hpp"

#include "core/iso_time.hpp"
#include "domain/no_such_model.hpp"
#include "learning/interaction_rules.hpp"

namespace hearth::commands {

namespace {

std::string state_word(const AgentContext& agent, const training::TrainedModel& model,
                       bool has_active, bool in_shadow, bool waits) {
    const std::string& name = model.manifest.name;
    if (!model.enabled) return "disabled";
    if (agent.trainer.progress_of(name)) return "training";
    if (waits) return "approval";
    if (has_active) return in_shadow ? "shadow" : "active";
    const auto server = agent.servers.find(name);
    return server != agent.servers.end() && server->second->serving() ? "fallback" : "waiting";
}

constexpr int kDecisionsLookedAt = 50;

// Says what the model is now, not what it waits for or how its threshold changed.
bool decides_about_versions(const std::string& kind) {
    namespace kinds = decision_kind;
    for (const char* one :
         {kinds::kRun, kinds::kShadow, kinds::kApproval, kinds::kWatch, kinds::kRollback})
        if (kind == one) return true;
    return false;
}

// Why the model stands where it stands: the last decision about its versions, else what it waits
// for.
std::string reason_of(const AgentContext& agent, const std::string& model,
                      const learning::Readiness& ready) {
    const auto decisions = agent.store.decisions().list(kDecisionsLookedAt, model);
    if (decisions)
        for (const Decision& decision : *decisions)
            if (decides_about_versions(decision.kind) && !decision.reason.empty())
                return decision.reason;
    return ready.blockers.empty() ? "" : ready.blockers.front().text;
}

Json score_of(const ModelVersion& version, const Manifest& manifest) {
    if (manifest.primary_metrics.empty()) return {};
    const Json model = version.metrics.value("model", Json::object());
    const auto value = json_number(model, manifest.primary_metrics.front().name.c_str());
    return value ? Json(*value) : Json();
}

}  // namespace

Json time_or_null(TimeUs time) { return time > 0 ? Json(format_iso_time(time)) : Json(); }

Result<Json> model_summary(const AgentContext& agent, const std::string& name) {
    const training::TrainedModel* model = agent.trainer.find(name);
    if (!model) return no_such_model(name);
    const auto state = agent.store.models().get(name);
    if (!state) return state.error();
    const auto active = agent.store.versions().active(name);
    if (!active) return active.error();
    const auto in_shadow = agent.store.versions().in_shadow(name);
    if (!in_shadow) return in_shadow.error();
    const auto ready = agent.trainer.readiness(name);
    if (!ready) return ready.error();
    auto live = agent.live.report(name);
    if (!live) return live.error();
    const Manifest& manifest = model->manifest;
    Json out = {
        {"name", name},
        {"state", state_word(agent, *model, active->has_value(), in_shadow->has_value(),
                             !live->at("approval").is_null())},
        {"active_version", *active ? Json((*active)->version) : Json()},
        {"pinned_version", (*state)->pinned_version ? Json(*(*state)->pinned_version) : Json()},
        {"score", *active ? score_of(**active, manifest) : Json()},
        {"score_metric",
         manifest.primary_metrics.empty() ? "" : manifest.primary_metrics.front().name},
        {"samples_new", (*state)->samples_new},
        {"samples_total", (*state)->samples_total},
        {"threshold", static_cast<std::int64_t>((*state)->threshold)},
        {"reason", reason_of(agent, name, *ready)}};
    if (const auto progress = agent.trainer.progress_of(name)) out["progress"] = *progress;
    out.update(*live);
    out["judged_live"] = manifest.judged_live();
    if (!manifest.judged_live()) {
        // Nothing that happens says whether it was right: no figure is better than a nought.
        out["live"] = Json();
        out.erase("outcome_drift");
    }
    if (const auto server = agent.servers.find(name); server != agent.servers.end()) {
        out["serving"] = server->second->serving();
        out["worker_rss_bytes"] = server->second->resident_bytes();
    }
    return out;
}

Result<Json> why_report(const AgentContext& agent, const std::string& name) {
    auto summary = model_summary(agent, name);
    if (!summary) return summary.error();
    const auto ready = agent.trainer.readiness(name);
    if (!ready) return ready.error();
    const std::string& kind = agent.trainer.find(name)->manifest.samples.kind;
    const auto filtered = agent.store.samples().filtered(kind);
    if (!filtered) return filtered.error();
    const auto state = agent.store.models().get(name);
    if (!state) return state.error();
    const store::ModelState state_of = state->value_or(store::ModelState());
    const auto drift = agent.drift.report(name);
    if (!drift) return drift.error();
    Json blockers = Json::array(), counts = Json::object(), words = Json::object();
    for (const auto& blocker : ready->blockers)
        blockers.push_back({{"code", blocker.code}, {"text", blocker.text}});
    for (const auto& [reason, n] : *filtered) {
        counts[reason] = n;
        words[reason] = learning::explain_filter(reason);
    }
    return Json{
        {"model", name},
        {"state", summary->at("state")},
        {"samples_new", summary->at("samples_new")},
        {"threshold", summary->at("threshold")},
        {"missing", ready->missing},
        {"filtered", counts},
        {"filtered_words", words},
        {"blockers", blockers},
        {"approval", summary->at("approval")},
        {"threshold_reason", state_of.threshold_reason},
        {"last_decision", summary->at("reason")},
        {"drift",
         {{"state", drift->at("state")},
          {"text", json_string(*drift, "reason").value_or("") + " " +
                       json_string(*drift, "recommendation").value_or("")},
          {"assessed", drift->at("assessed")}}},
        {"next",
         {{"trigger", ready->next_trigger}, {"at", time_or_null(ready->next_at_us.value_or(0))}}}};
}

Json run_report(const Run& run) {
    const TimeUs span = run.started_us > 0 && run.finished_us > run.started_us
                            ? run.finished_us - run.started_us
                            : 0;
    return {{"id", run.id},
            {"model", run.model},
            {"trigger", run.trigger},
            {"kind", to_string(run.kind)},
            {"state", to_string(run.state)},
            {"dry_run", run.dry_run},
            {"forced", run.forced},
            {"seed", run.seed},
            {"started", time_or_null(run.started_us)},
            {"seconds", static_cast<double>(span) / kMicrosPerSecond},
            {"samples",
             {{"train", run.samples_train},
              {"holdout", run.samples_holdout},
              {"replay", run.samples_replay}}},
            {"decision", run.decision},
            {"reason", run.reason},
            {"version", run.version ? Json(*run.version) : Json()},
            {"metrics", run.metrics},
            {"data_hash", run.data_hash},
            {"config_hash", run.config_hash},
            {"code_hash", run.code_hash},
            {"lineage", run.lineage},
            {"peak_rss_bytes", run.peak_rss_bytes}};
}

Json version_report(const ModelVersion& version, std::optional<std::int64_t> pinned) {
    return {{"version", version.version},
            {"state", version.state},
            {"pinned", pinned == version.version},
            {"run", version.run_id},
            {"created", time_or_null(version.created_us)},
            {"trained_through", time_or_null(version.trained_through_us)},
            {"sha256", version.sha256},
            {"bytes", version.bytes},
            {"metrics", version.metrics}};
}

}  // namespace hearth::commands
