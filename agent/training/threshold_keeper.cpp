#include "training/threshold_keeper.hpp"

#include "core/log.hpp"

namespace hearth::training {

namespace {

constexpr const char* kState = "threshold";
constexpr const char* kBase = "threshold_base";
constexpr double kShortestRateDays = 0.25;  // a rate from less time is mostly chance

std::optional<double> score(const Json& scores, const char* who, const std::string& metric) {
    const auto found = scores.find(who);
    return found == scores.end() ? std::nullopt : json_number(*found, metric.c_str());
}

// Over the incumbent on the first primary metric, positive is better.
learning::RunFacts facts_of(const Manifest& manifest, const Run& run) {
    learning::RunFacts facts;
    facts.accepted = run.decision == "accepted";
    if (manifest.primary_metrics.empty()) return facts;
    const MetricPolicy& metric = manifest.primary_metrics.front();
    const double sign = metric.direction == Direction::kHigher ? 1 : -1;
    const Json scores = run.metrics.value("scores", Json::object());
    const auto own = score(scores, "model", metric.name);
    const auto other = score(scores, "incumbent", metric.name);
    if (own && other) facts.gain = sign * (*own - *other);
    for (const Json& interval : run.metrics.value("intervals", Json::array())) {
        if (json_string(interval, "metric") != metric.name ||
            json_string(interval, "against") != "incumbent")
            continue;
        facts.gain_low = json_number(interval, sign > 0 ? "low" : "high");
        if (facts.gain_low) *facts.gain_low *= sign;
    }
    return facts;
}

}  // namespace

Status ThresholdKeeper::begin(const Manifest& manifest) {
    const int base = manifest.threshold.base;
    if (Status made = store_.models().ensure(manifest.name, base); !made) return made;
    auto stored = store_.models().get(manifest.name);
    if (!stored) return stored.error();
    store::ModelState& state = **stored;
    const auto known = json_integer(state.extra, kBase);
    if (known == base) return {};
    state.extra[kBase] = base;
    if (Status done = store_.models().update(state); !done) return done;
    // An older Hearth stored no base value: only a threshold that never adapted tells what it was.
    const bool adapted = state.extra.contains(kState);
    if (known || (!adapted && state.threshold != base))
        apply(manifest, learning::on_new_base(state.threshold, manifest.threshold, rules_), "");
    return {};
}

learning::ThresholdState ThresholdKeeper::load(const Manifest& manifest) const {
    const auto stored = store_.models().get(manifest.name);
    const Json known = stored && *stored ? (*stored)->extra.value(kState, Json()) : Json();
    return learning::threshold_state_from_json(known, manifest.threshold);
}

void ThresholdKeeper::after_run(const Manifest& manifest, const Run& run, std::int64_t samples_new,
                                TimeUs before_us) {
    const learning::RunOutcome outcome = learning::outcome_of(facts_of(manifest, run), rules_);
    const double days =
        static_cast<double>(run.finished_us - before_us) / static_cast<double>(kMicrosPerDay);
    if (before_us > 0 && days >= kShortestRateDays)
        apply(manifest,
              learning::on_arrival_rate(load(manifest), static_cast<double>(samples_new) / days,
                                        manifest.threshold, rules_),
              run.id);
    apply(manifest, learning::after_run(load(manifest), outcome, manifest.threshold, rules_),
          run.id);
}

void ThresholdKeeper::on_drift(const Manifest& manifest) {
    apply(manifest, learning::on_drift(load(manifest), manifest.threshold, rules_), "");
}

void ThresholdKeeper::apply(const Manifest& manifest, const learning::ThresholdStep& step,
                            const std::string& run_id) {
    auto stored = store_.models().get(manifest.name);
    if (!stored || !*stored) return;
    store::ModelState next = **stored;
    next.extra[kState] = learning::to_json(step.state);
    next.threshold = step.state.value;
    if (step.change) next.threshold_reason = step.change->reason;
    if (const Status done = store_.models().update(next); !done)
        return log::error("cannot store the threshold model={} error=\"{}\"", manifest.name,
                          done.error().text);
    if (!step.change) return;
    Decision decision;
    decision.model = manifest.name;
    decision.kind = decision_kind::kThreshold;
    decision.code = step.change->code;
    decision.reason = step.change->reason;
    decision.run_id = run_id;
    decision.details = {{"threshold", step.change->value}};
    chronicle_.add(std::move(decision));
}

learning::Staleness ThresholdKeeper::staleness(const Manifest& manifest,
                                               const store::ModelState& state) const {
    TimeUs since = state.last_run_us;
    if (since == 0) {
        since = first_stored(manifest.samples.kind).value_or(clock_.wall_us());
    }
    return learning::is_stale(state.samples_new, since, clock_.wall_us(), manifest.threshold,
                              rules_);
}

// Asked after every batch as long as a model was never trained, and never another while its row is
// there: found once.
std::optional<TimeUs> ThresholdKeeper::first_stored(const std::string& kind) const {
    if (const auto known = first_stored_.find(kind); known != first_stored_.end())
        return known->second;
    const auto found = store_.samples().first_stored(kind);
    if (!found || !*found) return std::nullopt;
    return first_stored_[kind] = **found;
}

}  // namespace hearth::training
