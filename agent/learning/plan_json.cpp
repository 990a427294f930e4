#include "core/iso_time.hpp"
#include "learning/plan_parts.hpp"

namespace hearth::learning {

namespace {

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json time_or_null(const std::optional<TimeUs>& time) {
    return time ? Json(format_iso_time(*time)) : Json();
}

Json data_json(const DataOutlook& of) {
    Json gaps = Json::array();
    for (const TimeGap& gap : of.samples.gaps)
        gaps.push_back(
            {{"from", format_iso_time(gap.from_us)}, {"to", format_iso_time(gap.to_us)}});
    return {{"total", of.samples.total},
            {"accepted", of.samples.accepted},
            {"distinct", of.samples.distinct},
            {"new", of.samples.fresh},
            {"by_source", of.samples.by_source},
            {"by_kind", of.samples.by_kind},
            {"dropped", of.samples.dropped},
            {"per_day", or_null(of.samples.per_day)},
            {"first", time_or_null(of.samples.first_us)},
            {"last", time_or_null(of.samples.last_us)},
            {"gaps", std::move(gaps)},
            {"gap_days", of.gap_days},
            {"required", of.required},
            {"missing", of.missing},
            {"enough", of.enough},
            {"days_until_enough", or_null(of.days_until_enough)},
            {"text", of.text}};
}

const char* level_word(DriftLevel level) {
    switch (level) {
        case DriftLevel::kUnknown: return "unknown";
        case DriftLevel::kStable: return "stable";
        case DriftLevel::kModerate: return "moderate";
        case DriftLevel::kStrong: return "strong";
    }
    return "unknown";
}

Json estimate_json(const Estimate& of) {
    return {{"runs", of.runs},
            {"median_seconds", or_null(of.median)},
            {"shortest_seconds", or_null(of.shortest)},
            {"longest_seconds", or_null(of.longest)},
            {"text", of.text}};
}

Json schedule_json(const PlannedSchedule& of) {
    Json cycles = Json::array();
    for (const Cycle& cycle : of.cycles)
        cycles.push_back({{"at", format_iso_time(cycle.at_us)},
                          {"state", to_string(cycle.state)},
                          {"kind", to_string(cycle.kind)},
                          {"window_days", cycle.window_days},
                          {"expected_new", or_null(cycle.expected_new)},
                          {"seconds", or_null(cycle.seconds)},
                          {"text", cycle.text}});
    return {{"stopped", of.stopped},
            {"title", of.title},
            {"text", of.text},
            {"threshold_at", time_or_null(of.threshold_at_us)},
            {"cycles", std::move(cycles)}};
}

Json checks_json(const std::vector<PlanCheck>& checks) {
    Json out = Json::array();
    for (const PlanCheck& check : checks)
        out.push_back(
            {{"code", check.code},
             {"title", check.title},
             {"ok",
              check.state == CheckState::kUnknown ? Json() : Json(check.state == CheckState::kYes)},
             {"evidence", check.evidence}});
    return out;
}

Json criteria_json(const std::vector<Criterion>& criteria) {
    Json out = Json::array();
    for (const Criterion& criterion : criteria)
        out.push_back({{"text", criterion.text},
                       {"met", criterion.met},
                       {"judged", criterion.judged},
                       {"evidence", criterion.evidence}});
    return out;
}

Json remarks_json(const std::vector<PlanRemark>& remarks) {
    Json out = Json::array();
    for (const PlanRemark& remark : remarks)
        out.push_back({{"code", remark.code}, {"text", remark.text}});
    return out;
}

Json emergencies_json(const std::vector<Emergency>& emergencies) {
    Json out = Json::array();
    for (const Emergency& emergency : emergencies)
        out.push_back({{"when", emergency.when},
                       {"command", emergency.command},
                       {"effect", emergency.effect}});
    return out;
}

}  // namespace

Json to_json(const Plan& of) {
    return {
        {"generated_at", format_iso_time(of.generated_us)},
        {"plan_version", of.plan_version},
        {"model", of.request.model},
        {"version", or_null(of.active_version)},
        {"cadence", to_string(of.request.cadence)},
        {"min_replay_size", of.request.min_replay},
        {"time_zone", of.zone.name()},
        {"data", data_json(of.data)},
        {"validation_trend",
         {{"direction", to_string(of.trend.direction)},
          {"certain", of.trend.certain},
          {"before", or_null(of.trend.before)},
          {"latest", or_null(of.trend.latest)},
          {"text", of.trend.text},
          {"runs", of.runs_text}}},
        {"drift",
         {{"level", level_word(of.drift.level)}, {"psi", of.drift.psi}, {"text", of.drift.text}}},
        {"recommendation",
         {{"urgency", to_string(of.recommendation.urgency)},
          {"reasons", of.recommendation.reasons}}},
        {"duration",
         {{"full", estimate_json(of.estimates[0])},
          {"incremental", estimate_json(of.estimates[1])}}},
        {"resources",
         {{"peak_rss_bytes", or_null(of.resources.peak_rss_bytes)},
          {"cpu_seconds", or_null(of.resources.cpu_seconds)},
          {"bytes_written", or_null(of.resources.bytes_written)},
          {"text", of.resources.text}}},
        {"schedule", schedule_json(of.schedule)},
        {"prerequisites", checks_json(of.prerequisites)},
        {"success_criteria", criteria_json(of.criteria)},
        {"risks", remarks_json(of.risks)},
        {"phases", remarks_json(of.phases)},
        {"emergency", emergencies_json(of.emergencies)}};
}

}  // namespace hearth::learning
