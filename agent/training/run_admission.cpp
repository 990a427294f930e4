#include "training/run_admission.hpp"

#include <algorithm>

#include "learning/force_rule.hpp"
#include "training/waiting_times.hpp"

namespace hearth::training {

Result<learning::Readiness> RunAdmission::readiness(const TrainedModel& model,
                                                    const Queue& queue) const {
    const std::string& name = model.manifest.name;
    const auto state = store_.models().get(name);
    if (!state) return state.error();
    if (!state->has_value()) return Error{ErrorCode::kNotFound, "no state is stored for " + name};
    learning::ReadinessInput input;
    input.now_us = clock_.wall_us();
    input.model = name;
    input.samples_new = (*state)->samples_new;
    input.samples_total = (*state)->samples_total;
    input.threshold = static_cast<int>((*state)->threshold);
    input.learning_enabled = settings_.learning_enabled;
    input.model_enabled = model.enabled && !(*state)->paused;
    input.running = queue.has_model;
    input.other_running = queue.full && !input.running;
    input.max_parallel = settings_.max_parallel;
    input.cool_down_until_us = learning::wait_end(WaitingTimes::rest_of(**state), input.now_us);
    input.cancelled = WaitingTimes::rests_after_cancel(**state);
    input.backed_off_until_us =
        learning::wait_end(WaitingTimes::back_off_of(**state), input.now_us);
    input.last_failure = WaitingTimes::last_failure_of(**state);
    const learning::Staleness staleness = thresholds_.staleness(model.manifest, **state);
    input.stale = staleness.stale;
    input.stale_reason = staleness.reason;
    if (objections_) input.objections = objections_(name);
    return learning::assess_readiness(input);
}

bool RunAdmission::may_begin(const std::string& model, bool forced) const {
    if (!objections_) return true;
    const auto objections = objections_(model);
    return std::all_of(objections.begin(), objections.end(), [&](const auto& objection) {
        return forced && learning::yields_to_force(objection.code);
    });
}

}  // namespace hearth::training
