#include "training/run_planner.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <set>

#include "core/hash.hpp"
#include "core/ids.hpp"
#include "core/sanitized.hpp"
#include "learning/interaction_rules.hpp"
#include "training/anchor_set.hpp"

namespace hearth::training {

namespace fs = std::filesystem;

namespace {

constexpr double kMostHoldoutRows = 2000;

constexpr int kSanitizedFactor = 8;
constexpr const char* kResumed = " (resumed)";

std::string config_hash(const JobPlan& plan) {
    return sha256_hex(dump_json({{"options", plan.options},
                                 {"holdout_fraction", plan.holdout_fraction},
                                 {"replay_rows", plan.replay_rows},
                                 {"window_days", plan.window_days},
                                 {"seed", plan.run.seed}}));
}

}  // namespace

Result<JobPlan> RunPlanner::plan(const TrainedModel& model, const TrainCommand& command) {
    JobPlan plan;
    plan.run.id = new_ulid(clock_.wall_us());
    plan.run.model = command.model;
    plan.run.trigger =
        command.trigger_word.empty() ? to_string(command.trigger) : command.trigger_word;
    plan.run.dry_run = command.dry_run;
    plan.run.forced = command.force;
    plan.run.seed = settings_.seed;
    plan.run.code_hash = code_hash(model.manifest);
    plan.folder = settings_.jobs_folder + "/" + plan.run.id;
    plan.full = command.full;
    plan.cadence = command.cadence;
    if (Status decided = decide(model, plan); !decided) return decided.error();
    std::error_code failed;
    fs::create_directories(plan.folder, failed);
    if (failed)
        return Error{ErrorCode::kIo,
                     "cannot make the folder " + plan.folder + ": " + failed.message()};
    if (Status saved = save_plan(plan); !saved) return saved.error();
    return plan;
}

Status RunPlanner::renew(const TrainedModel& model, JobPlan& plan) {
    const auto as_it_is = goes_on(plan);
    if (!as_it_is) return as_it_is.error();
    if (*as_it_is) return {};
    std::error_code ignored;
    for (const auto& old : fs::directory_iterator(plan.folder, ignored))
        fs::remove_all(old.path(), ignored);
    if (Status decided = decide(model, plan); !decided) return decided;
    return save_plan(plan);
}

Result<bool> RunPlanner::goes_on(const JobPlan& plan) {
    if (!fs::exists(dataset_path(plan))) return false;
    const auto active = versions_.sound_active(plan.run.model);
    if (!active) return active.error();
    if (!*active || !plan.incumbent) return !*active && !plan.incumbent;
    return (*active)->version == plan.incumbent->version &&
           (*active)->sha256 == plan.incumbent->sha256;
}

// All that depends on the moment.
Status RunPlanner::decide(const TrainedModel& model, JobPlan& plan) {
    const std::string& kind = model.manifest.samples.kind;
    const auto state = store_.models().get(plan.run.model);
    if (!state) return state.error();
    if (!*state || (*state)->samples_total == 0 || store_.samples().count(kind) == 0)
        return Error{ErrorCode::kRefused,
                     "there are no samples yet to train " + plan.run.model + " with"};
    plan.through_sample_id = store_.samples().last_sample_id(kind);
    plan.samples_new = (*state)->samples_new;
    plan.options = model.options;
    // More rows would judge no better (a share of 2,000 is known to a point), and would not be
    // learned from; judging them is most of what an incremental training of a large home costs.
    plan.holdout_fraction =
        std::min(settings_.holdout_fraction,
                 kMostHoldoutRows / static_cast<double>((*state)->samples_total));
    plan.replay_rows = settings_.replay_rows;
    plan.time_limit_s = model.manifest.limits.train_seconds;
    if (Status chosen = choose_incumbent(model, **state, plan); !chosen) return chosen;
    plan.window_days = plan.cadence ? learning::window_days(*plan.cadence, plan.run.kind) : 0;
    plan.run.config_hash = config_hash(plan);
    return {};
}

Status RunPlanner::choose_incumbent(const TrainedModel& model, const store::ModelState& state,
                                    JobPlan& plan) {
    plan.run.kind = RunKind::kFull;
    plan.new_after_us.reset();
    plan.incumbent_path.clear();
    auto active = versions_.sound_active(plan.run.model);
    if (!active) return active.error();
    plan.incumbent = std::move(*active);
    if (!plan.incumbent) return {};
    plan.incumbent_path = versions_.path_of(*plan.incumbent);
    bool anchor_is_new = false;
    if (const auto anchor = anchor_set(store_, model.manifest, anchor_is_new); !anchor)
        return anchor.error();
    // The incumbent has learned from rows that are the anchor from now on: it is no start.
    plan.full = plan.full || anchor_is_new;
    const bool full_is_due = state.runs_since_full + 1 >= model.manifest.full_every;
    if (plan.full || full_is_due || !model.manifest.incremental) return {};
    plan.run.kind = RunKind::kIncremental;
    plan.new_after_us = plan.incumbent->trained_through_us;
    return {};
}

std::string RunPlanner::trigger_word(const Run& run) {
    const std::string& word = run.trigger;
    return word.ends_with(kResumed) ? word.substr(0, word.size() - std::strlen(kResumed)) : word;
}

// Over all of a plugin's libraries: it may load a part of itself when it needs it.
const std::string& RunPlanner::code_hash(const Manifest& manifest) {
    std::string& hash = code_hashes_[manifest.name];
    if (!hash.empty()) return hash;
    std::set<std::string> libraries;
    std::error_code failed;
    for (const auto& file : fs::directory_iterator(manifest.folder, failed))
        if (file.path().extension() == ".so") libraries.insert(file.path().string());
    Json hashes = Json::array();
    for (const std::string& library : libraries)
        if (auto computed = sha256_of_file(library)) hashes.push_back(std::move(*computed));
    hash = sha256_hex(dump_json(hashes));
    return hash;
}

std::optional<JobPlan> RunPlanner::resumed(const Run& interrupted) const {
    const std::string folder = settings_.jobs_folder + "/" + interrupted.id;
    auto plan = load_plan(folder);
    if (!plan || plan->run.trigger.ends_with(kResumed)) return std::nullopt;
    plan->run.id = new_ulid(clock_.wall_us());
    plan->run.trigger += kResumed;
    plan->folder = settings_.jobs_folder + "/" + plan->run.id;
    std::error_code failed;
    fs::rename(folder, plan->folder, failed);
    if (failed || !save_plan(*plan)) return std::nullopt;
    return std::move(*plan);
}

Result<ExportRequest> RunPlanner::dataset(const JobPlan& plan, const Manifest& manifest) const {
    ExportRequest out;
    out.filter = manifest.samples;
    out.path = dataset_path(plan);
    out.time_zone = settings_.time_zone;
    out.new_after_us = plan.new_after_us;
    out.simulated = settings_.simulated;
    out.through_sample_id = plan.through_sample_id;
    out.context = settings_.context;
    if (plan.window_days > 0)
        out.learn_from_us = clock_.wall_us() - plan.window_days * kMicrosPerDay;
    auto anchor = store_.sample_sets().anchor(manifest.name);
    if (!anchor) return anchor.error();
    out.anchor_ids = std::move(*anchor);
    auto replay = store_.sample_sets().replay_ids(manifest.name);
    if (!replay) return replay.error();
    out.replay_ids = std::move(*replay);
    learning::QualityNeeds needs;
    needs.min_rows = 1;
    needs.sequence = manifest.samples.kind == learning::kInteractionKind;
    needs.simulated_home = settings_.simulated;
    out.quality = needs;
    return out;
}

WorkerOptions RunPlanner::worker(const Manifest& manifest) const {
    WorkerOptions out;
    out.worker_path = settings_.worker_path;
    out.plugin_library = manifest.folder + "/" + manifest.library;
    out.niceness = std::max(settings_.nice, manifest.limits.niceness);
    out.memory_bytes = std::int64_t{std::min(settings_.memory_mb, manifest.limits.memory_mb)} << 20;
    if (kSanitized) out.memory_bytes *= kSanitizedFactor;
    out.trust_any_owner = settings_.trust_any_owner;
    return out;
}

}  // namespace hearth::training
