#include "training/job_plan.hpp"

#include <filesystem>

#include "core/file.hpp"

namespace hearth::training {

namespace {

constexpr const char* kPlanFile = "/job.json";

Json optional_time(const std::optional<TimeUs>& time) { return time ? Json(*time) : Json(); }

Json incumbent_json(const JobPlan& plan) {
    if (!plan.incumbent) return {};
    return {{"version", plan.incumbent->version},
            {"sha256", plan.incumbent->sha256},
            {"trained_through_us", plan.incumbent->trained_through_us},
            {"path", plan.incumbent_path}};
}

void read_incumbent(const Json& from, JobPlan& plan) {
    if (!from.is_object()) return;
    ModelVersion incumbent;
    incumbent.model = plan.run.model;
    incumbent.version = json_integer(from, "version").value_or(0);
    incumbent.sha256 = json_string(from, "sha256").value_or("");
    incumbent.trained_through_us = json_integer(from, "trained_through_us").value_or(0);
    plan.incumbent = incumbent;
    plan.incumbent_path = json_string(from, "path").value_or("");
}

}  // namespace

std::string dataset_path(const JobPlan& plan) { return plan.folder + "/dataset.jsonl"; }

Json train_request(const JobPlan& plan) {
    Json request = {{"dataset", dataset_path(plan)},
                    {"output", plan.folder},
                    {"kind", to_string(plan.run.kind)},
                    {"seed", plan.run.seed},
                    {"split",
                     {{"holdout_fraction", plan.holdout_fraction},
                      {"holdout_after_us", Json()},
                      {"min_holdout", 1}}},
                    {"incumbent", Json()},
                    {"warm_start", plan.run.kind == RunKind::kIncremental},
                    {"replay_rows", plan.replay_rows},
                    {"options", plan.options},
                    {"online", true},
                    {"max_seconds", plan.time_limit_s}};
    if (plan.incumbent) {
        request["incumbent"] = {{"weights", plan.incumbent_path},
                                {"sha256", plan.incumbent->sha256}};
        // Rows that the incumbent learned from must not judge the candidate.
        request["split"]["holdout_after_us"] = plan.incumbent->trained_through_us;
    }
    return request;
}

Status save_plan(const JobPlan& plan) {
    const Json document = {{"id", plan.run.id},
                           {"model", plan.run.model},
                           {"trigger", plan.run.trigger},
                           {"kind", to_string(plan.run.kind)},
                           {"full", plan.full},
                           {"cadence", plan.cadence ? learning::to_string(*plan.cadence) : ""},
                           {"dry_run", plan.run.dry_run},
                           {"forced", plan.run.forced},
                           {"seed", plan.run.seed},
                           {"config_hash", plan.run.config_hash},
                           {"code_hash", plan.run.code_hash},
                           {"through_sample_id", plan.through_sample_id},
                           {"samples_new", plan.samples_new},
                           {"new_after_us", optional_time(plan.new_after_us)},
                           {"window_days", plan.window_days},
                           {"incumbent", incumbent_json(plan)},
                           {"options", plan.options},
                           {"holdout_fraction", plan.holdout_fraction},
                           {"replay_rows", plan.replay_rows},
                           {"time_limit_s", plan.time_limit_s}};
    return write_file_atomically(plan.folder + kPlanFile, dump_json(document));
}

Result<JobPlan> load_plan(const std::string& folder) {
    const auto text = read_file(folder + kPlanFile);
    if (!text) return text.error();
    const auto document = parse_json(*text);
    if (!document) return document.error();
    JobPlan plan;
    plan.folder = folder;
    plan.run.id = json_string(*document, "id").value_or("");
    plan.run.model = json_string(*document, "model").value_or("");
    if (plan.run.id.empty() || plan.run.model.empty())
        return Error{ErrorCode::kInvalid, folder + kPlanFile + " names no run"};
    plan.run.trigger = json_string(*document, "trigger").value_or("");
    plan.run.kind = run_kind_from_string(json_string(*document, "kind").value_or(""));
    plan.full = json_bool(*document, "full").value_or(false);
    plan.cadence = learning::cadence_from_string(json_string(*document, "cadence").value_or(""));
    plan.run.dry_run = json_bool(*document, "dry_run").value_or(false);
    plan.run.forced = json_bool(*document, "forced").value_or(false);
    plan.run.seed = json_integer(*document, "seed").value_or(0);
    plan.run.config_hash = json_string(*document, "config_hash").value_or("");
    plan.run.code_hash = json_string(*document, "code_hash").value_or("");
    plan.through_sample_id = json_integer(*document, "through_sample_id").value_or(0);
    plan.samples_new = json_integer(*document, "samples_new").value_or(0);
    plan.new_after_us = json_integer(*document, "new_after_us");
    plan.window_days = static_cast<int>(json_integer(*document, "window_days").value_or(0));
    plan.options = document->value("options", Json::object());
    plan.holdout_fraction =
        json_number(*document, "holdout_fraction").value_or(plan.holdout_fraction);
    plan.replay_rows =
        static_cast<int>(json_integer(*document, "replay_rows").value_or(plan.replay_rows));
    plan.time_limit_s =
        static_cast<int>(json_integer(*document, "time_limit_s").value_or(plan.time_limit_s));
    read_incumbent(document->value("incumbent", Json()), plan);
    return plan;
}

void drop_plan(const JobPlan& plan) {
    std::error_code ignored;
    std::filesystem::remove(plan.folder + kPlanFile, ignored);
}

}  // namespace hearth::training
