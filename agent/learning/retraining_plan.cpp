#include "learning/retraining_plan.hpp"

#include <algorithm>

#include "learning/plan_parts.hpp"

namespace hearth::learning {

const char* to_string(Cadence cadence) {
    switch (cadence) {
        case Cadence::kDaily: return "daily";
        case Cadence::kWeekly: return "weekly";
        case Cadence::kMonthly: return "monthly";
    }
    return "weekly";
}

std::optional<Cadence> cadence_from_string(const std::string& word) {
    for (const Cadence cadence : {Cadence::kDaily, Cadence::kWeekly, Cadence::kMonthly})
        if (word == to_string(cadence)) return cadence;
    return std::nullopt;
}

const char* to_string(TrendDirection direction) {
    switch (direction) {
        case TrendDirection::kUnknown: return "unknown";
        case TrendDirection::kRising: return "rising";
        case TrendDirection::kSteady: return "steady";
        case TrendDirection::kFalling: return "falling";
    }
    return "unknown";
}

const char* to_string(Urgency urgency) {
    switch (urgency) {
        case Urgency::kNone: return "none";
        case Urgency::kMonitor: return "monitor";
        case Urgency::kInvestigate: return "investigate";
        case Urgency::kRetrainSoon: return "retrain_soon";
        case Urgency::kRetrainNow: return "retrain_now";
    }
    return "none";
}

const char* to_string(Cycle::State state) {
    switch (state) {
        case Cycle::State::kPlanned: return "planned";
        case Cycle::State::kSkipped: return "skipped";
        case Cycle::State::kUnknown: return "unknown";
    }
    return "unknown";
}

int window_days(Cadence cadence, RunKind kind) {
    static constexpr std::array<int, 4> kLadder = {7, 30, 90, 180};
    const auto step = static_cast<std::size_t>(cadence) + (kind == RunKind::kFull ? 1U : 0U);
    return kLadder[step];
}

void Recommendation::raise(Urgency to, const std::string& reason) {
    urgency = std::max(urgency, to);
    const auto after =
        std::find_if(levels_.begin(), levels_.end(), [&](Urgency level) { return level < to; });
    reasons.insert(reasons.begin() + (after - levels_.begin()), reason);
    levels_.insert(after, to);
}

Plan make_plan(const PlanFacts& given, const PlanRequest& request) {
    namespace parts = plan_parts;
    PlanFacts facts = given;
    if (facts.samples.per_day && !(*facts.samples.per_day >= 0 && *facts.samples.per_day < 1e7))
        facts.samples.per_day.reset();  // not a rate: nothing can be foreseen from it
    Plan out;
    out.generated_us = facts.now_us;
    out.request = request;
    out.active_version = facts.active_version;
    out.zone = facts.zone;
    out.data = parts::data_outlook(facts, request);
    out.trend = parts::live_trend(facts.live, facts.policy.judged_live());
    out.runs_text = parts::runs_text(facts.runs);
    out.drift = facts.drift;
    out.estimates = {parts::estimate(facts.runs, RunKind::kFull),
                     parts::estimate(facts.runs, RunKind::kIncremental)};
    out.resources = parts::resources(facts.runs);
    out.recommendation = parts::recommend(facts, out);
    out.schedule = parts::make_schedule(facts, out);
    out.prerequisites = parts::prerequisites(facts, out);
    out.criteria = parts::criteria(facts);
    out.risks = parts::risks(facts, out);
    out.phases = parts::phases(facts);
    out.emergencies = parts::emergencies(request.model);
    return out;
}

}  // namespace hearth::learning
