#include "app/entity_values.hpp"

#include <unistd.h>

#include "domain/proposable.hpp"
#include "suggestions/choice.hpp"

namespace hearth::app {

namespace {

bool is_better(const MetricPolicy& metric, double a, double b) {
    return metric.direction == Direction::kHigher ? a > b : a < b;
}

// The strongest baseline on the rows that the active version was judged on.
void compare_with_baselines(const Manifest& manifest, const Json& scores,
                            discovery::ModelValues& out) {
    const MetricPolicy& metric = manifest.primary_metrics.front();
    for (const std::string& name : manifest.baselines.names) {
        const auto found = scores.find(name);
        const auto value =
            found == scores.end() ? std::nullopt : json_number(*found, metric.name.c_str());
        if (!value || (out.baseline && !is_better(metric, *value, *out.baseline))) continue;
        out.baseline = *value;
        out.baseline_name = name;
    }
}

void add_settings(const Manifest& manifest, discovery::ModelValues& out) {
    out.threshold = manifest.threshold.base;
    out.tolerance = engine::tolerance_of(manifest);
    out.policy = engine::policy_of(manifest);
}

}  // namespace

discovery::AgentView agent_view(engine::Engine& engine) {
    const config::Settings& settings = engine.settings();
    discovery::AgentView out;
    out.client_id = settings.mqtt.client_id;
    out.base_topic = settings.mqtt.base_topic;
    out.prefix = settings.home_assistant.discovery_prefix;
    out.version = HEARTH_VERSION;
    out.simulated = settings.home.simulated;
    for (const training::TrainedModel& model : engine.models()) {
        const auto approval = engine.context().live.approvals().report(model.manifest.name);
        out.models.push_back({model.manifest.name, model.manifest.serve,
                              model.manifest.threshold.minimum, model.manifest.threshold.maximum,
                              approval && approval->is_object()
                                  ? json_integer(*approval, "version").value_or(0)
                                  : 0});
    }
    out.suggestion_domains.assign(kProposableDomains.begin(), kProposableDomains.end());
    return out;
}

discovery::AgentValues agent_values(engine::Engine& engine) {
    const commands::AgentContext context = engine.context();
    const Json events = engine.event_counts();
    discovery::AgentValues out;
    out.learning = engine.settings().learning.enabled;
    out.scheduler = context.scheduler.running();
    out.guests = context.pauses.guests_present();
    out.approval = engine.settings().learning.approval;
    const config::SuggestionSettings& suggestions = engine.settings().suggestions;
    out.suggestions = suggestions.enabled;
    for (const std::string_view domain : kProposableDomains)
        out.suggestion_domains[std::string(domain)] =
            suggestions::domain_is_on(suggestions.domains, domain);
    out.trouble = engine.trouble();
    out.queue = json_integer(events, "queue").value_or(0);
    out.missed = json_integer(events, "possible_gaps").value_or(0);
    out.quarantined = json_integer(events, "quarantined").value_or(0);
    out.lag_s = json_number(events, "lag_s").value_or(0);
    out.database_bytes = engine.store().bytes_on_disk();
    out.memory_bytes = training::resident_bytes(::getpid());
    return out;
}

discovery::ModelValues model_values(engine::Engine& engine, const training::TrainedModel& model,
                                    const Json& summary) {
    const std::string& name = model.manifest.name;
    discovery::ModelValues out;
    out.state = json_string(summary, "state").value_or("");
    if (const auto progress = summary.find("progress"); progress != summary.end())
        out.progress = json_number(*progress, "fraction");
    out.samples_new = json_integer(summary, "samples_new").value_or(0);
    out.threshold_in_force = json_integer(summary, "threshold").value_or(0);
    out.version = json_integer(summary, "active_version");
    if (const auto approval = summary.find("approval");
        approval != summary.end() && approval->is_object()) {
        out.waiting = json_integer(*approval, "version");
        out.waits_because = json_string(*approval, "summary").value_or("");
    }
    out.score = json_number(summary, "score");
    out.metric = json_string(summary, "score_metric").value_or("");
    out.decision = json_string(summary, "reason").value_or("");
    out.enabled = model.enabled;
    if (const auto bytes = json_integer(summary, "worker_rss_bytes"); bytes && *bytes > 0)
        out.worker_bytes = bytes;
    add_settings(model.manifest, out);
    if (const auto ready = engine.context().trainer.readiness(name)) {
        out.missing = ready->missing;
        for (const auto& blocker : ready->blockers) out.waits_for.push_back(blocker.text);
    }
    const auto active = engine.store().versions().active(name);
    if (active && *active && !model.manifest.primary_metrics.empty())
        compare_with_baselines(model.manifest, (*active)->metrics, out);
    return out;
}

}  // namespace hearth::app
