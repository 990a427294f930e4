// How long a model must wait before it is trained by itself: the rest after a training, and the
// back-off after failures. Kept in the model's state, each wait with its begin; what changes the
// state leaves storing it to the caller. Event loop only.
#pragma once

#include <string>

#include "learning/wait_span.hpp"
#include "store/model_store.hpp"
#include "training/trainer_settings.hpp"

namespace hearth::training {

class WaitingTimes {
public:
    // `settings` outlives it.
    explicit WaitingTimes(const TrainerSettings& settings) : settings_(settings) {}

    // A run was judged: it rests, and what failed before is over.
    void after_judgement(store::ModelState& state, TimeUs now_us) const;
    // A run failed: the next attempt waits, longer after each failure in a row.
    void after_failure(store::ModelState& state, TimeUs now_us, const std::string& why) const;
    // A run was cancelled: it rests. Never for no time at all, or it would begin again at once.
    void after_cancel(store::ModelState& state, TimeUs now_us) const;

    // The clock was set back before something that is stored here: it happens now, and waits begin
    // anew. True when the state changed.
    static bool after_clock_change(store::ModelState& state, TimeUs now_us);

    static learning::WaitSpan rest_of(const store::ModelState& state);
    static bool rests_after_cancel(const store::ModelState& state);
    static learning::WaitSpan back_off_of(const store::ModelState& state);
    static std::string last_failure_of(const store::ModelState& state);

private:
    const TrainerSettings& settings_;
};

}  // namespace hearth::training
