#include "training/drift_keeper.hpp"

#include <algorithm>

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "learning/plain_words.hpp"
#include "learning/stored_numbers.hpp"
#include "store/transaction.hpp"
#include "training/drift_scan.hpp"

namespace hearth::training {

namespace {

using learning::DriftReport;
using learning::DriftState;

void complain(const std::string& model, const Error& error) {
    log::error("cannot look for drift model={} error=\"{}\"", model, error.text);
}

Json span_of(const learning::DriftWindow& window) {
    if (window.through_us == 0) return {{"from", Json()}, {"through", Json()}};
    return {{"from", format_iso_time(window.from_us)},
            {"through", format_iso_time(window.through_us)}};
}

// For the log, which outlives a "forget": figures, and no name of anything in the home.
std::string told_reason(const DriftReport& report) {
    if (report.state <= DriftState::kStable) return report.reason;
    std::string list;
    for (const learning::FeatureDrift& feature : report.features)
        if (feature.state > DriftState::kStable)
            list += (list.empty() ? "" : ", ") + feature.name + " (PSI " +
                    learning::fixed(feature.psi, 3) + ", chance hardly gives more than " +
                    learning::fixed(feature.limit, 3) + ")";
    return "The home is not quite what the model learned from; changed: " + list + ".";
}

Decision decision_of(const std::string& model, std::int64_t version, const DriftReport& report) {
    Decision out;
    out.model = model;
    out.kind = decision_kind::kDrift;
    out.code = learning::to_string(report.state);
    out.reason = told_reason(report) + " " + report.recommendation;
    out.version = version;
    Json psi = Json::object();
    for (const learning::FeatureDrift& feature : report.features)
        if (feature.state != DriftState::kUnknown) psi[feature.name] = feature.psi;
    out.details = {{"of", "input"}, {"psi", std::move(psi)}};
    return out;
}

Json nothing_known(const std::string& reason) {
    return {{"state", learning::to_string(DriftState::kUnknown)},
            {"reason", reason},
            {"recommendation", "Wait: there is nothing to compare yet."},
            {"features", Json::array()}};
}

}  // namespace

void DriftKeeper::consider(const Manifest& manifest) {
    if (scanning_) return;
    const auto active = store_.versions().active(manifest.name);
    if (!active) return complain(manifest.name, active.error());
    if (!*active) return;
    const auto known = store_.drift().get(manifest.name, (*active)->version);
    if (!known) return complain(manifest.name, known.error());
    if (!*known) return collect_reference(manifest, **active);
    if ((*known)->assessed_us == 0 ||
        learning::elapsed_us((*known)->assessed_us, clock_.wall_us()) >= rules_.every_us)
        scan_window(manifest, **active);
}

void DriftKeeper::scan(const Manifest& manifest, const store::SampleQuery& query,
                       std::function<void(const learning::DriftWindow&)> on_window) {
    DriftScanRequest request;
    request.filter = manifest.samples;
    request.query = query;
    request.most = rules_.most_samples;
    scanning_ = true;
    DriftScan::start(loop_, store_, zone_, std::move(request),
                     [this, model = manifest.name, on_window = std::move(on_window)](
                         const Result<learning::DriftWindow>& window) {
                         scanning_ = false;
                         if (!window) return complain(model, window.error());
                         on_window(*window);
                     });
}

void DriftKeeper::collect_reference(const Manifest& manifest, const ModelVersion& version) {
    store::SampleQuery query;
    query.to_us = version.trained_through_us + 1;
    if (version.trained_through_sample > 0) query.through_id = version.trained_through_sample;
    scan(manifest, query,
         [this, manifest, number = version.version](const learning::DriftWindow& window) {
             const auto still = store_.versions().get(manifest.name, number);
             // Forgotten meanwhile: what was counted must not stay.
             if (!still || !*still || (*still)->state == "deleted") return;
             if (const Status stored = store_.drift().set_reference(
                     manifest.name, number, learning::to_json(window, rules_.drift));
                 !stored)
                 return complain(manifest.name, stored.error());
             consider(manifest);
         });
}

void DriftKeeper::scan_window(const Manifest& manifest, const ModelVersion& version) {
    store::SampleQuery query;
    query.from_us = std::max(version.trained_through_us + 1, clock_.wall_us() - rules_.window_us);
    scan(manifest, query,
         [this, manifest, number = version.version](const learning::DriftWindow& window) {
             compare(manifest, number, window);
         });
}

void DriftKeeper::compare(const Manifest& manifest, std::int64_t version,
                          const learning::DriftWindow& current) {
    auto known = store_.drift().get(manifest.name, version);
    if (!known) return complain(manifest.name, known.error());
    if (!*known) return;  // the version was deleted meanwhile
    store::StoredDrift& drift = **known;
    const learning::DriftWindow reference = learning::drift_window_from_json(drift.reference);
    const DriftReport report = learning::assess_drift(reference, current, rules_.drift);
    drift.report = learning::to_json(report);
    drift.report["current"] = span_of(current);
    drift.assessed_us = clock_.wall_us();
    if (const Status kept = keep(manifest.name, version, report, std::move(drift)); !kept)
        complain(manifest.name, kept.error());
}

Status DriftKeeper::keep(const std::string& model, std::int64_t version, const DriftReport& report,
                         store::StoredDrift drift) {
    const DriftState told = learning::drift_state_from_string(drift.told_state);
    const bool tell =
        report.state > told ||
        (report.state < told &&
         learning::elapsed_us(drift.told_us, drift.assessed_us) >= rules_.milder_after_us);
    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return transaction.error();
    Decision decision = decision_of(model, version, report);
    if (tell) {
        drift.told_state = learning::to_string(report.state);
        drift.told_us = drift.assessed_us;
        if (Status stored = chronicle_.store(decision); !stored) return stored;
    }
    if (Status stored = store_.drift().set_assessment(model, version, drift); !stored)
        return stored;
    if (Status committed = transaction->commit(); !committed) return committed;
    if (!tell) return {};
    chronicle_.tell(decision);
    if (report.state == DriftState::kSevere && on_severe_) on_severe_(model);
    return {};
}

Result<Json> DriftKeeper::report(const std::string& model) {
    const auto active = store_.versions().active(model);
    if (!active) return active.error();
    Json out = {{"model", model}, {"version", Json()}, {"assessed", Json()}, {"told", Json()}};
    if (!*active) {
        out.update(
            nothing_known("No version is active: the fallback answers, which learns from "
                          "each event and cannot fall behind the home."));
        return out;
    }
    out["version"] = (*active)->version;
    out.update(nothing_known("Version " + std::to_string((*active)->version) +
                             " was not compared with what happens now yet."));
    const auto known = store_.drift().get(model, (*active)->version);
    if (!known) return known.error();
    if (!*known || (*known)->assessed_us == 0) return out;
    const store::StoredDrift& drift = **known;
    out.update(drift.report);
    out["reference"] = span_of(learning::drift_window_from_json(drift.reference));
    out["assessed"] = format_iso_time(drift.assessed_us);
    out["told"] = {{"state", drift.told_state},
                   {"since", drift.told_us > 0 ? Json(format_iso_time(drift.told_us)) : Json()}};
    return out;
}

}  // namespace hearth::training
