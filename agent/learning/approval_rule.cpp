#include "learning/approval_rule.hpp"

#include <algorithm>

#include "learning/plain_words.hpp"
#include "learning/stored_numbers.hpp"

namespace hearth::learning {

std::string version_words(std::int64_t version) {
    return version == 0 ? "no version (the fallback answers)"
                        : "version " + std::to_string(version);
}

ApprovalVerdict assess(const ApprovalState& state, std::int64_t active, const ApprovalRules& rules,
                       TimeUs now_us) {
    const std::string name = "version " + std::to_string(state.version);
    if (active != state.against)
        return {ApprovalDecision::kWithdraw, "another_is_active",
                name + " is withdrawn: it was compared with " + version_words(state.against) +
                    ", and " + version_words(active) + " is active now"};
    if (!rules.asked)
        return {ApprovalDecision::kPromote, "not_asked",
                name + " goes live: approval is not asked for any more (learning.approval)"};
    const TimeUs waited = elapsed_us(state.since_us, now_us);
    if (waited >= rules.expire_after_us)
        return {ApprovalDecision::kExpire, "no_answer",
                name + " was not approved within " + span_words(rules.expire_after_us) + "; " +
                    version_words(active) + " stays active"};
    return {ApprovalDecision::kWait, "waiting",
            name +
                " passed and waits for approval (hearth approve, or hearth decline) for another " +
                span_words(rules.expire_after_us - waited)};
}

Json to_json(const ApprovalState& state) {
    return {{"version", state.version},
            {"against", state.against},
            {"since_us", state.since_us},
            {"summary", state.summary}};
}

ApprovalState approval_state_from_json(const Json& json, TimeUs now_us) {
    ApprovalState out;
    if (!json.is_object()) return out;
    out.version = std::max<std::int64_t>(0, json_integer(json, "version").value_or(0));
    out.against = std::max<std::int64_t>(0, json_integer(json, "against").value_or(0));
    // A begin in the future was written by a clock that was wrong.
    out.since_us = std::min(json_integer(json, "since_us").value_or(now_us), now_us);
    out.summary = json_string(json, "summary").value_or("");
    return out;
}

}  // namespace hearth::learning
