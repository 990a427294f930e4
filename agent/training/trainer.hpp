// The trainer: decides when a model is trained, runs one training at a time, judges the candidate
// by the safeguard and makes it live or says why not. Everything is stored: each run, its true
// trigger, its decision and the reason. Event loop only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/feed.hpp"
#include "domain/manifest.hpp"
#include "learning/plan_facts.hpp"
#include "learning/readiness.hpp"
#include "learning/run_queue.hpp"
#include "learning/safeguard.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"
#include "training/live_judge.hpp"
#include "training/threshold_keeper.hpp"
#include "training/training_job.hpp"
#include "training/version_keeper.hpp"

namespace hearth::training {

// A model that is installed, with what the configuration says about it.
struct TrainedModel {
    Manifest manifest;
    bool enabled = true;
    Json options = Json::object();  // complete hyper-parameters
};

struct TrainerSettings {
    std::string worker_path;
    std::string jobs_folder;  // a folder for each run; empty after it
    std::string time_zone;
    bool simulated = false;
    bool learning_enabled = true;
    bool trust_any_owner = false;
    int cool_down_s = 3600;
    int retry_backoff_s = 300;
    int memory_mb = 1024;
    int nice = 10;
    double holdout_fraction = 0.2;
    int replay_rows = 500;
    std::int64_t seed = 42;
};

struct TrainCommand {
    std::string model;
    learning::Trigger trigger = learning::Trigger::kCommand;
    std::string trigger_word;  // stored instead of the trigger's own word, such as "staleness"
    bool full = false;         // a full training even where an incremental one would do
    bool dry_run = false;  // everything but the activation: the real decision, without its effect
    bool force =
        false;  // whatever the threshold and the waiting times say; the safeguard still decides
    // Of a scheduled training: how often it comes, which says how far back it learns from
    // (learning::window_days). Nothing: from all samples.
    std::optional<learning::Cadence> cadence;
    bool by_time = false;  // the threshold need not be reached
};

// What the trainer works with besides the store.
struct TrainerParts {
    VersionKeeper& versions;
    LiveJudge& live;
    ThresholdKeeper& thresholds;
    Chronicle& chronicle;
    Feed& feed;
};

class Trainer {
public:
    // on_activated: a version went live (or none is any more); the serving side loads it.
    using OnActivated = std::function<void(const std::string& model)>;

    Trainer(asio::io_context& loop, const Clock& clock, store::Store& store, TrainerParts parts,
            TrainerSettings settings, std::vector<TrainedModel> models);

    void set_on_activated(OnActivated on_activated) { on_activated_ = std::move(on_activated); }
    // What speaks against burdening the machine now, and against learning at all (pauses); asked
    // before each training that is not forced.
    using Objections = std::function<std::vector<learning::Blocker>(const std::string& model)>;
    void set_objections(Objections objections) { objections_ = std::move(objections); }

    // Once, at start: makes the models' states, marks runs that the last end of the daemon cut off,
    // and goes on with them where their folder still stands.
    Status start();
    // Ends the worker; its run goes on at the next start.
    void stop();

    // Starts or queues a training. kNotFound (no such model), kRefused (not due, with every reason;
    // `force` overrules), kConflict (under way already), kIo.
    Result<Run> request(const TrainCommand& command);

    // New samples were counted, or time has passed: trains the models that are due.
    void consider_all();

    // kNotFound when no training of this model is queued or running.
    Status cancel(const std::string& model);

    // A training runs or is about to.
    bool busy() const { return job_ != nullptr || !planned_.empty(); }

    Result<learning::Readiness> readiness(const std::string& model) const;
    const std::vector<TrainedModel>& models() const { return models_; }
    bool learning_enabled() const { return settings_.learning_enabled; }
    const TrainedModel* find(const std::string& model) const;
    // Where a waiting training stands, in words.
    std::string position_of(const std::string& model) const { return queue_.position_words(model); }
    // The run under way with its last progress message (null if none yet), if it is this model's.
    std::optional<Json> progress_of(const std::string& model) const;

private:
    Result<JobPlan> make_plan(const TrainedModel& model, const TrainCommand& command);
    Status choose_incumbent(const TrainedModel& model, const store::ModelState& state, bool full,
                            JobPlan& plan);
    Result<Run> join_waiting(const TrainCommand& command);
    void enqueue(JobPlan plan, learning::Trigger trigger);
    void start_next();
    void start_job(JobPlan plan);
    void on_progress(const Json& progress);
    void on_done(Result<JobOutcome> outcome);
    void finish_judged(const JobPlan& plan, const JobOutcome& outcome, Run run);
    void finish_failed(const JobPlan& plan, const Error& error, Run run);
    Status accept(const JobPlan& plan, const JobOutcome& outcome, Run& run);
    Status store_end(const JobPlan& plan, const Run& run, bool consume);
    void announce(const Run& run);
    void resume(const Run& interrupted);
    bool is_queued_or_running(const std::string& model) const;
    Result<ExportRequest> export_request(const JobPlan& plan, const Manifest& manifest) const;
    Result<learning::Scores> best_on_anchor(const Manifest& manifest) const;
    WorkerOptions worker_options(const Manifest& manifest) const;
    std::string code_hash(const Manifest& manifest);

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    TrainerParts parts_;
    TrainerSettings settings_;
    std::vector<TrainedModel> models_;
    OnActivated on_activated_;
    Objections objections_;
    learning::RunQueue queue_{1};
    std::map<std::string, JobPlan> planned_;  // by run id: those that wait
    std::shared_ptr<TrainingJob> job_;
    Run running_;
    Json last_progress_;
    std::map<std::string, std::string> code_hashes_;
    bool stopping_ = false;
};

}  // namespace hearth::training
