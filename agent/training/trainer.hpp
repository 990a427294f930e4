// The trainer: decides when a model is trained, one training of a model at a time and of all models
// as many as the settings allow; RunPlanner says with what, JobRunner runs it, RunCloser says what
// follows from it. Everything is stored: each run, its true trigger, its decision and the reason.
// Event loop only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "learning/readiness.hpp"
#include "learning/run_queue.hpp"
#include "store/store.hpp"
#include "training/job_runner.hpp"
#include "training/retrain_wishes.hpp"
#include "training/run_admission.hpp"
#include "training/run_closer.hpp"
#include "training/run_planner.hpp"
#include "training/train_command.hpp"
#include "training/trained_model.hpp"
#include "training/trainer_settings.hpp"

namespace hearth::training {

class Trainer {
public:
    // on_activated: a version went live (or none is any more); the serving side loads it.
    using OnActivated = std::function<void(const std::string& model)>;

    Trainer(asio::io_context& loop, const Clock& clock, store::Store& store, TrainerParts parts,
            TrainerSettings settings, std::vector<TrainedModel> models);
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    void set_on_activated(OnActivated on_activated) { on_activated_ = std::move(on_activated); }
    // What speaks against burdening the machine now, and against learning at all (pauses); asked
    // when a training is wanted and again when it begins. Forced ones go past some
    // (learning::yields_to_force).
    void set_objections(RunAdmission::Objections objections) {
        admission_.set_objections(std::move(objections));
    }

    // Once, at start: makes the models' states, marks runs that the last end of the daemon cut off,
    // and goes on with them where their folder still stands.
    Status start();
    // Ends the workers; their runs go on at the next start.
    void stop();

    // Starts or queues a training. kNotFound (no such model), kRefused (not due, with every reason;
    // `force` goes past some), kConflict (under way already), kIo.
    Result<Run> request(const TrainCommand& command);

    // A full training of the model that must come, whatever the threshold and the waiting times
    // say: at once, or as soon as nothing of the model is under way any more and nothing that force
    // does not go past stands in its way, also after a restart. Not while learning or the model is
    // switched off. `trigger` is stored as the run's, such as
    // "forget".
    Status train_anew(const std::string& model, const std::string& trigger);

    // New samples were counted, or time has passed: trains the models that are due.
    void consider_all();

    // kNotFound when no training of this model is queued or running.
    Status cancel(const std::string& model);

    // A training runs or is about to; one that waits for the machine or a pause is not.
    bool busy() const;

    Result<learning::Readiness> readiness(const std::string& model) const;
    const std::vector<TrainedModel>& models() const { return models_; }
    bool learning_enabled() const { return settings_.learning_enabled; }
    // Switched off, trainings under way go on and none begins.
    void set_learning_enabled(bool enabled) { settings_.learning_enabled = enabled; }
    // Other settings of a model that it has: they hold for the next verdict already. One that is
    // switched off is trained no further.
    void change_model(const TrainedModel& model);
    const TrainedModel* find(const std::string& model) const;
    // Where a waiting training stands, in words.
    std::string position_of(const std::string& model) const { return queue_.position_words(model); }
    // The last progress message (null if none yet) of the model's training, if it is under way.
    std::optional<Json> progress_of(const std::string& model) const {
        return jobs_.progress_of(model);
    }

private:
    Result<Run> plan_and_queue(const TrainedModel& model, const TrainCommand& command);
    Result<Run> join_waiting(const TrainedModel& model, const TrainCommand& command);
    void enqueue(JobPlan plan, learning::Trigger trigger);
    void start_next();
    void on_ended(const JobPlan& plan, const Run& run, const Result<JobOutcome>& outcome);
    void ask_again(const JobPlan& plan);
    void honour_wishes();
    void notice_clock();
    void resume(const Run& interrupted);
    void remove_leftovers() const;
    bool is_queued_or_running(const std::string& model) const;

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    TrainerParts parts_;
    TrainerSettings settings_;
    std::vector<TrainedModel> models_;
    RunPlanner planner_;
    RunCloser closer_;
    RunAdmission admission_;
    OnActivated on_activated_;
    learning::RunQueue queue_;
    std::map<std::string, JobPlan> planned_;  // by run id: those that wait
    JobRunner jobs_;
    RetrainWishes wishes_;
    TimeUs last_seen_us_ = 0;  // wall clock
    bool stopping_ = false;
};

}  // namespace hearth::training
