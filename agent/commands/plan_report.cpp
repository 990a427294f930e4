#include "commands/plan_report.hpp"

#include <filesystem>

#include "domain/no_such_model.hpp"
#include "learning/interaction_rules.hpp"
#include "learning/retraining_plan.hpp"
#include "learning/scheduled_training.hpp"
#include "training/sample_scan.hpp"

namespace hearth::commands {

namespace {

using learning::CheckFacts;
using learning::CheckState;

constexpr int kRuns = 200;
constexpr int kLiveScores = 5000;
constexpr int kPlannedSlots = 12;
constexpr TimeUs kLivePeriod = kMicrosPerDay;

CheckFacts check_of(bool good, const std::string& evidence) {
    return {good ? CheckState::kYes : CheckState::kNo, evidence};
}

learning::PastRun past_run(const Run& run) {
    learning::PastRun out;
    out.id = run.id;
    out.trigger = run.trigger;
    out.kind = run.kind;
    out.state = run.state;
    out.dry_run = run.dry_run;
    out.started_us = run.started_us;
    out.finished_us = run.finished_us;
    out.samples_train = run.samples_train;
    out.samples_holdout = run.samples_holdout;
    out.questions = json_integer(run.metrics.value("rows", Json::object()), "questions");
    out.decision = run.decision;
    out.reason = run.reason;
    out.peak_rss_bytes = run.peak_rss_bytes;
    const Json scores = run.metrics.value("scores", Json::object());
    if (!scores.is_object()) return out;
    for (const auto& [who, values] : scores.items()) {
        if (who == "model")
            out.candidate = learning::scores_from_json(values);
        else if (who == "incumbent")
            out.incumbent = learning::scores_from_json(values);
        else
            out.baselines[who] = learning::scores_from_json(values);
    }
    return out;
}

// The live score of the active version, day by day; the fallback's on the newest day, if it was
// scored on all events of it.
Status add_live(store::Store& store, const std::string& model, std::int64_t version,
                learning::LiveFacts& live) {
    live.metric = {"mrr", Direction::kHigher, 0.01};
    const auto scores = store.live_scores().latest(model, version, kLiveScores);
    if (!scores) return scores.error();
    std::map<TimeUs, learning::ScoreSummary> days;
    for (const LiveScore& score : *scores)
        days[score.time_us / kLivePeriod].add(score.reciprocal_rank);
    for (const auto& [day, summary] : days)
        live.points.push_back({.at_us = (day + 1) * kLivePeriod,
                               .value = summary.mean(),
                               .rows = summary.n,
                               .low = summary.mean() - summary.margin(1.96),
                               .high = summary.mean() + summary.margin(1.96)});
    if (days.empty() || version == 0) return {};
    const auto beside = store.live_scores().beside_fallback(
        model, version, days.rbegin()->first * kLivePeriod, kLiveScores);
    if (!beside) return beside.error();
    if (beside->fallback.n == days.rbegin()->second.n) live.fallback = beside->fallback.mrr;
    return {};
}

void add_resources(const AgentContext& agent, learning::PlanFacts& facts) {
    std::error_code failed;
    const auto space = std::filesystem::space(
        std::filesystem::path(agent.store.database().path()).parent_path(), failed);
    if (!failed) facts.free_disk_bytes = static_cast<std::int64_t>(space.available);
    if (const auto free_mb = agent.governor.machine().available_mb)
        facts.free_memory_bytes = static_cast<std::int64_t>(*free_mb * 1e6);
    for (const learning::PastRun& run : facts.runs)
        if (run.samples_train > 0)
            facts.disk_needed_bytes =
                std::max<std::int64_t>(facts.disk_needed_bytes.value_or(0),
                                       run.samples_train * 400 + (std::int64_t{8} << 20));
}

Status add_versions(const AgentContext& agent, const std::string& model,
                    learning::PlanFacts& facts) {
    const auto active = agent.store.versions().active(model);
    if (!active) return active.error();
    if (*active) facts.active_version = (*active)->version;
    const auto previous = agent.store.versions().rollback_target(model);
    if (!previous) return previous.error();
    if (*previous) {
        facts.previous_version = (*previous)->version;
        const Status sound = agent.versions.check(**previous);
        facts.previous_verifies =
            check_of(sound.ok(), sound ? "its file's hash is the stored one" : sound.error().text);
    } else {
        facts.previous_verifies = check_of(false, "there is no earlier version to go back to");
    }
    return add_live(agent.store, model, facts.active_version.value_or(0), facts.live);
}

void add_checks(const AgentContext& agent, const training::TrainedModel& model,
                learning::PlanFacts& facts) {
    const auto server = agent.servers.find(model.manifest.name);
    if (server == agent.servers.end())
        facts.plugin_loads = {CheckState::kUnknown, "this model does not serve"};
    else
        facts.plugin_loads =
            server->second->serving()
                ? check_of(true, "a worker has loaded it and answers")
                : CheckFacts{CheckState::kUnknown, "no worker has needed to load it yet"};
    const Json status = agent.agent_status();
    const Json mqtt = status.value("mqtt", Json::object());
    facts.broker = check_of(json_bool(mqtt, "connected").value_or(false),
                            json_string(mqtt, "broker").value_or(""));
    for (const learning::PastRun& run : facts.runs)
        if (run.decision == "accepted") {
            facts.activation = check_of(true, "run " + run.id + " was activated or is in shadow");
            break;
        }
    if (facts.activation.state == CheckState::kUnknown)
        facts.activation.evidence =
            "no run was accepted yet; try hearth train " + model.manifest.name + " --dry-run";
    facts.notification.evidence = "decisions are published; whether anybody reads them is unknown";
}

learning::DriftLevel level_of(learning::DriftState state) {
    switch (state) {
        case learning::DriftState::kUnknown: return learning::DriftLevel::kUnknown;
        case learning::DriftState::kStable: return learning::DriftLevel::kStable;
        case learning::DriftState::kModerate: return learning::DriftLevel::kModerate;
        case learning::DriftState::kSevere: return learning::DriftLevel::kStrong;
    }
    return learning::DriftLevel::kUnknown;
}

// The live score may have fallen although the home looks the same: the worse of the two counts.
Status add_outcome_drift(const AgentContext& agent, const std::string& model,
                         learning::DriftFacts& out) {
    const auto report = agent.live.report(model);
    if (!report) return report.error();
    const Json outcome = report->value("outcome_drift", Json::object());
    const auto level =
        level_of(learning::drift_state_from_string(json_string(outcome, "state").value_or("")));
    if (level <= out.level) return {};
    out.level = level;
    out.text = json_string(outcome, "reason").value_or("");
    return {};
}

Status add_drift(const AgentContext& agent, const std::string& model, learning::DriftFacts& out) {
    const auto report = agent.drift.report(model);
    if (!report) return report.error();
    out.level =
        level_of(learning::drift_state_from_string(json_string(*report, "state").value_or("")));
    out.text = json_string(*report, "reason").value_or("");
    for (const Json& feature : report->at("features"))
        if (json_string(feature, "state") != learning::to_string(learning::DriftState::kUnknown))
            out.psi[json_string(feature, "name").value_or("")] =
                json_number(feature, "psi").value_or(0);
    return add_outcome_drift(agent, model, out);
}

Result<learning::PlanFacts> gather(const AgentContext& agent, const training::TrainedModel& model) {
    learning::PlanFacts facts;
    const std::string& name = model.manifest.name;
    facts.now_us = agent.clock.wall_us();
    facts.zone = agent.zone;
    facts.policy = model.manifest;
    facts.learning_enabled = agent.trainer.learning_enabled();
    facts.model_enabled = model.enabled;
    const auto state = agent.store.models().get(name);
    if (!state) return state.error();
    if (!*state) return Error{ErrorCode::kNotFound, "no state is stored for " + name};
    const learning::SlotNeeds needs = learning::slot_needs(model.manifest);
    facts.threshold = {static_cast<std::int64_t>((*state)->threshold), needs.fresh};
    facts.samples.fresh = (*state)->samples_new;
    facts.samples.total = agent.store.samples().count(model.manifest.samples.kind);
    facts.samples.needed = needs.rows;
    const auto runs = agent.store.runs().list(kRuns, name);
    if (!runs) return runs.error();
    for (const Run& run : *runs) facts.runs.push_back(past_run(run));
    if ((*state)->runs > 0) facts.since_full = static_cast<int>((*state)->runs_since_full);
    if (Status added = add_versions(agent, name, facts); !added) return added.error();
    if (Status added = add_drift(agent, name, facts.drift); !added) return added.error();
    add_resources(agent, facts);
    add_checks(agent, model, facts);
    facts.next_slots = agent.scheduler.next_slots(name, kPlannedSlots);
    return facts;
}

void add_scan(const training::ScanResult& scan, learning::PlanFacts& facts) {
    const learning::QualityReport& quality = scan.quality;
    facts.quality = quality;
    facts.samples.accepted = scan.accepted;
    facts.samples.distinct = quality.distinct_keys;
    if (facts.active_version) facts.samples.unseen = scan.unseen;
    if (quality.rows > 0) {
        facts.samples.first_us = quality.first_us;
        facts.samples.last_us = quality.last_us;
        if (quality.days > 1)
            facts.samples.per_day = static_cast<double>(scan.accepted) / quality.days;
    }
    facts.samples.gaps = quality.gaps;
    facts.samples.by_source = quality.sources;
    facts.samples.by_kind = {{facts.policy.samples.kind, quality.rows}};
    facts.samples.dropped = quality.dropped;
}

}  // namespace

learning::QualityNeeds quality_needs(const AgentContext& agent, const Manifest& manifest) {
    learning::QualityNeeds needs;
    needs.min_rows = manifest.min_holdout;
    needs.sequence = manifest.samples.kind == learning::kInteractionKind;
    needs.simulated_home = agent.simulated;
    return needs;
}

void make_plan(const AgentContext& agent, const learning::PlanRequest& request,
               const Reply& reply) {
    const training::TrainedModel* model = agent.trainer.find(request.model);
    if (!model) return reply(no_such_model(request.model));
    auto facts = gather(agent, *model);
    if (!facts) return reply(facts.error());
    const auto active = agent.store.versions().active(request.model);
    const TimeUs learned_through =
        active && *active ? (*active)->trained_through_us : std::int64_t{0};
    training::SampleScan::start(
        agent.loop, agent.store, model->manifest.samples, quality_needs(agent, model->manifest),
        learned_through,
        [facts = std::move(*facts), request, reply](Result<training::ScanResult> scan) mutable {
            if (!scan) return reply(scan.error());
            add_scan(*scan, facts);
            const learning::Plan plan = learning::make_plan(facts, request);
            reply(
                Json{{"plan", learning::to_json(plan)}, {"markdown", learning::to_markdown(plan)}});
        });
}

}  // namespace hearth::commands
