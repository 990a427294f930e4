// The trainings that wait, the most urgent first, and how many may run at once. Pure.
//
// By trigger (see Trigger), and in order of arrival within one trigger. A model waits once: a later
// trigger joins its run, and a stronger one moves it forward. A dry run waits beside a real one,
// for neither can stand for the other. Two runs of one model never go at once.
//
// Not thread-safe; one owner. Nothing is stored: what must survive a restart is in the runs table.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "learning/wanted_run.hpp"

namespace hearth::learning {

class RunQueue {
public:
    enum class Added {
        kQueued,    // waits as a run of its own
        kJoined,    // its model's waiting run serves it too
        kTookOver,  // the same, and the run moved forward
    };
    // May this run begin now? The next in line is asked when one may not.
    using MayStart = std::function<bool(const WantedRun&)>;

    // limit: runs at once; less than 1 counts as 1.
    explicit RunQueue(std::size_t limit = 1) : limit_(limit < 1 ? 1 : limit) {}

    Added add(WantedRun run);

    // The run to begin now, from then on running; nothing when none waits, none may, or the limit
    // is reached. Without `may_start` every run may.
    std::optional<WantedRun> start_next(const MayStart& may_start = {});
    // The running one of this model ended. False when there was none.
    bool finished(const std::string& model);
    // Takes the waiting runs of this model, dry ones too, out of the queue; how many there were.
    std::size_t withdraw(const std::string& model);

    // Fewer than are running stops none of them.
    void set_limit(std::size_t limit) { limit_ = limit < 1 ? 1 : limit; }
    // As many run as may.
    bool full() const { return running_.size() >= limit_; }

    const std::vector<WantedRun>& waiting() const { return waiting_; }
    const std::vector<std::string>& running() const { return running_; }  // models
    bool is_running(const std::string& model) const;

    // Where the model's (foremost) run is: "running", "1st in the queue while gnn_synergy is
    // trained", "2nd in the queue behind gnn_synergy", "not in the queue".
    std::string position_words(const std::string& model) const;

private:
    std::size_t limit_;
    std::vector<WantedRun> waiting_;  // in the order in which they are to start
    std::vector<std::string> running_;
};

}  // namespace hearth::learning
