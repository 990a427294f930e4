// Trains by the clock: each model's cron expression, in the home's time zone. A slot that cannot be
// used at once (the machine is busy, the model rests) is kept until it can, and one whose training
// failed until another was judged, at the longest until the next slot; one without enough samples
// is let go. All is said, and once. Event loop only.
#pragma once

#include <map>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/time_zone.hpp"
#include "learning/schedule.hpp"
#include "store/store.hpp"
#include "training/chronicle.hpp"
#include "training/pending_slot.hpp"
#include "training/trainer.hpp"

namespace hearth::training {

class Scheduler {
public:
    Scheduler(const Clock& clock, store::Store& store, Trainer& trainer, Chronicle& chronicle,
              TimeZone zone)
        : clock_(clock),
          store_(store),
          trainer_(trainer),
          chronicle_(chronicle),
          zone_(std::move(zone)) {}

    // Takes up the stored state of every enabled model that has a schedule. kInvalid names the
    // model whose expression is wrong.
    Status start();
    void tick();
    // The model was switched on or off. Slots that passed while it was off are not missed.
    Status follow(const TrainedModel& model);

    // Starts or stops all schedules, also over restarts. Slots that pass meanwhile are not missed.
    Status set_running(bool running);
    bool running() const { return running_; }

    // {"running":true,"models":[{"model","cron","words","next","pending"}]}
    Json report() const;
    // The next slots of a model, at most n; none without a schedule or while stopped.
    std::vector<TimeUs> next_slots(const std::string& model, int n) const;

private:
    struct Entry {
        learning::Schedule schedule;
        std::optional<PendingSlot> pending;
    };
    Status add(const TrainedModel& model);
    void check(const std::string& model, Entry& entry);
    void try_pending(const std::string& model, Entry& entry);
    bool awaits_run(Entry& entry) const;
    void begin_run(const std::string& model, Entry& entry);
    void defer(const std::string& model, Entry& entry, const std::string& reason);
    std::string run_under_way(const std::string& model) const;
    Status store(const std::string& model, const Entry& entry);
    void keep(const std::string& model, const Entry& entry);
    void tell(const std::string& model, const std::string& code, const std::string& reason);

    const Clock& clock_;
    store::Store& store_;
    Trainer& trainer_;
    Chronicle& chronicle_;
    TimeZone zone_;
    std::map<std::string, Entry> entries_;  // by model
    bool running_ = true;
};

}  // namespace hearth::training
