#include "learning/run_queue.hpp"

#include <algorithm>
#include <iterator>

#include "learning/plain_words.hpp"

namespace hearth::learning {

RunQueue::Added RunQueue::add(WantedRun run) {
    Added out = Added::kQueued;
    const auto same = std::find_if(waiting_.begin(), waiting_.end(), [&](const WantedRun& other) {
        return other.model == run.model && other.dry_run == run.dry_run;
    });
    if (same != waiting_.end()) {
        const Trigger before = same->trigger;
        run = merged(*same, run);
        if (run.trigger == before) {
            *same = std::move(run);
            return Added::kJoined;
        }
        waiting_.erase(same);
        out = Added::kTookOver;
    }
    const auto place = std::upper_bound(
        waiting_.begin(), waiting_.end(), run.trigger,
        [](Trigger trigger, const WantedRun& other) { return trigger < other.trigger; });
    waiting_.insert(place, std::move(run));
    return out;
}

std::optional<WantedRun> RunQueue::start_next(const MayStart& may_start) {
    if (full()) return std::nullopt;
    const auto next = std::find_if(waiting_.begin(), waiting_.end(), [&](const WantedRun& run) {
        return !is_running(run.model) && (!may_start || may_start(run));
    });
    if (next == waiting_.end()) return std::nullopt;
    WantedRun out = std::move(*next);
    waiting_.erase(next);
    running_.push_back(out.model);
    return out;
}

bool RunQueue::finished(const std::string& model) { return std::erase(running_, model) > 0; }

std::size_t RunQueue::withdraw(const std::string& model) {
    return std::erase_if(waiting_, [&](const WantedRun& run) { return run.model == model; });
}

bool RunQueue::is_running(const std::string& model) const {
    return std::find(running_.begin(), running_.end(), model) != running_.end();
}

std::string RunQueue::position_words(const std::string& model) const {
    if (is_running(model)) return "running";
    const auto own = std::find_if(waiting_.begin(), waiting_.end(),
                                  [&](const WantedRun& run) { return run.model == model; });
    if (own == waiting_.end()) return "not in the queue";
    std::string place = ordinal(static_cast<int>(own - waiting_.begin()) + 1) + " in the queue";
    if (own != waiting_.begin()) return place + " behind " + std::prev(own)->model;
    if (running_.empty()) return place;
    return place + " while " + joined_by_and(running_) +
           (running_.size() == 1 ? " is trained" : " are trained");
}

}  // namespace hearth::learning
