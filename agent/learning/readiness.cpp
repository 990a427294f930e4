#include "learning/readiness.hpp"

#include <algorithm>

#include "core/iso_time.hpp"

namespace hearth::learning {

namespace {

void wait_until(Readiness& out, const ReadinessInput& input, std::optional<TimeUs> until,
                const std::string& code, const std::string& why) {
    if (!until || *until <= input.now_us) return;
    out.blockers.push_back(
        {code, why + " until " + format_iso_time(*until / kMicrosPerSecond * kMicrosPerSecond)});
    out.next_at_us = std::max(out.next_at_us.value_or(0), *until);
}

std::string busy_words(int max_parallel) {
    if (max_parallel == 1) return "another model is being trained; one runs at a time";
    const std::string most = std::to_string(max_parallel);
    return most + " other models are being trained; " + most + " run at a time";
}

}  // namespace

Readiness assess_readiness(const ReadinessInput& input) {
    Readiness out;
    out.missing = std::max<std::int64_t>(0, input.threshold - input.samples_new);
    out.next_trigger = "threshold";
    if (!input.learning_enabled)
        out.blockers.push_back(
            {"learning_disabled", "learning is switched off (learning.enabled)"});
    if (!input.model_enabled)
        out.blockers.push_back(
            {"model_disabled", "this model is switched off (models." + input.model + ".enabled)"});
    if (input.running) out.blockers.push_back({"running", "a training of this model is under way"});
    out.blockers.insert(out.blockers.end(), input.objections.begin(), input.objections.end());
    if (out.missing > 0 && !input.stale)
        out.blockers.push_back(
            {"missing_samples", std::to_string(out.missing) + " more new samples are needed: " +
                                    std::to_string(input.samples_new) + " of " +
                                    std::to_string(input.threshold) + " since the last run"});
    wait_until(out, input, input.cool_down_until_us, "cool_down",
               input.cancelled ? "the last training was cancelled; it rests"
                               : "it rests after the last training");
    wait_until(out, input, input.backed_off_until_us, "backed_off",
               "the last training failed (" + input.last_failure + "); the next attempt waits");
    if (input.stale || (out.missing == 0 && out.next_at_us)) out.next_trigger = "time";
    if (input.other_running && out.blockers.empty())
        out.blockers.push_back({"busy", busy_words(input.max_parallel)});
    out.due = out.blockers.empty();
    return out;
}

}  // namespace hearth::learning
