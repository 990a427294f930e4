#include "training/waiting_times.hpp"

#include <algorithm>

namespace hearth::training {

namespace {

constexpr std::int64_t kLongestBackoffS = 86'400;
constexpr const char* kRestFrom = "cool_down_from_us";
constexpr const char* kCancelled = "cancelled";
constexpr const char* kFailures = "failures";
constexpr const char* kLastFailure = "last_failure";
constexpr const char* kRetryFrom = "retry_from_us";
constexpr const char* kRetryAfter = "retry_after_us";

void set_rest(store::ModelState& state, const learning::WaitSpan& rest) {
    state.extra[kRestFrom] = rest.from_us;
    state.cooldown_until_us = rest.until_us;
}

void set_back_off(store::ModelState& state, const learning::WaitSpan& wait) {
    state.extra[kRetryFrom] = wait.from_us;
    state.extra[kRetryAfter] = wait.until_us;
}

learning::WaitSpan span_from(TimeUs now_us, std::int64_t seconds) {
    return {now_us, now_us + seconds * kMicrosPerSecond};
}

}  // namespace

void WaitingTimes::after_judgement(store::ModelState& state, TimeUs now_us) const {
    set_rest(state, span_from(now_us, settings_.cool_down_s));
    for (const char* key : {kCancelled, kFailures, kLastFailure, kRetryFrom, kRetryAfter})
        state.extra.erase(key);
}

void WaitingTimes::after_failure(store::ModelState& state, TimeUs now_us,
                                 const std::string& why) const {
    const std::int64_t failures = json_integer(state.extra, kFailures).value_or(0) + 1;
    const std::int64_t doubled =
        settings_.retry_backoff_s * (std::int64_t{1} << std::min<std::int64_t>(failures - 1, 10));
    state.extra[kFailures] = failures;
    state.extra[kLastFailure] = why;
    set_back_off(state, span_from(now_us, std::min(doubled, kLongestBackoffS)));
}

void WaitingTimes::after_cancel(store::ModelState& state, TimeUs now_us) const {
    set_rest(state, span_from(now_us, std::max(settings_.cool_down_s, settings_.retry_backoff_s)));
    state.extra[kCancelled] = true;
}

bool WaitingTimes::after_clock_change(store::ModelState& state, TimeUs now_us) {
    bool changed = false;
    const auto begins_anew = [&](const learning::WaitSpan& wait) {
        const learning::WaitSpan anew = learning::after_clock_change(wait, now_us);
        changed = changed || anew.from_us != wait.from_us;
        return anew;
    };
    set_rest(state, begins_anew(rest_of(state)));
    if (state.extra.contains(kRetryAfter)) set_back_off(state, begins_anew(back_off_of(state)));
    if (state.last_run_us <= now_us) return changed;
    state.last_run_us = now_us;
    return true;
}

learning::WaitSpan WaitingTimes::rest_of(const store::ModelState& state) {
    return {json_integer(state.extra, kRestFrom).value_or(0), state.cooldown_until_us};
}

bool WaitingTimes::rests_after_cancel(const store::ModelState& state) {
    return json_bool(state.extra, kCancelled).value_or(false);
}

learning::WaitSpan WaitingTimes::back_off_of(const store::ModelState& state) {
    return {json_integer(state.extra, kRetryFrom).value_or(0),
            json_integer(state.extra, kRetryAfter).value_or(0)};
}

std::string WaitingTimes::last_failure_of(const store::ModelState& state) {
    return json_string(state.extra, kLastFailure).value_or("");
}

}  // namespace hearth::training
