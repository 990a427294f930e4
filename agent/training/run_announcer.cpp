#include "training/run_announcer.hpp"

#include "core/log.hpp"

namespace hearth::training {

namespace {

double seconds_of(const Run& run) {
    if (run.started_us == 0 || run.finished_us < run.started_us) return 0;  // it never began
    return static_cast<double>(run.finished_us - run.started_us) /
           static_cast<double>(kMicrosPerSecond);
}

// The tables of single labels are large and stay with the run: a watcher whose events pile up is
// dropped, and the chronicle would keep them twice more.
Json told_metrics(const Run& run) {
    Json out = run.metrics;
    if (out.is_object()) out.erase("classes");
    return out;
}

Decision decision_of(const Run& run) {
    Decision out;
    out.model = run.model;
    out.kind = decision_kind::kRun;
    out.code = run.decision;
    out.reason = run.reason;
    out.run_id = run.id;
    out.version = run.version;
    out.details = {{"trigger", run.trigger},
                   {"kind", to_string(run.kind)},
                   {"dry_run", run.dry_run},
                   {"forced", run.forced},
                   {"seed", run.seed},
                   {"seconds", seconds_of(run)},
                   {"peak_rss_bytes", run.peak_rss_bytes},
                   {"metrics", told_metrics(run)},
                   {"lineage", run.lineage},
                   {"data_hash", run.data_hash},
                   {"config_hash", run.config_hash},
                   {"code_hash", run.code_hash}};
    return out;
}

}  // namespace

void RunAnnouncer::ended(const Run& run) {
    chronicle_.add(decision_of(run));
    log::info("training ended model={} run={} decision={} reason=\"{}\" seconds={:.1f} rss_mb={}",
              run.model, run.id, run.decision, run.reason, seconds_of(run),
              run.peak_rss_bytes >> 20);
    feed_.publish("run", {{"id", run.id}, {"model", run.model}, {"state", to_string(run.state)}});
    feed_.publish("decision", {{"id", run.id},
                               {"model", run.model},
                               {"kind", to_string(run.kind)},
                               {"trigger", run.trigger},
                               {"dry_run", run.dry_run},
                               {"decision", run.decision},
                               {"reason", run.reason},
                               {"version", run.version ? Json(*run.version) : Json()},
                               {"metrics", told_metrics(run)}});
}

}  // namespace hearth::training
