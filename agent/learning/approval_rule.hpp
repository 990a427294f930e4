// Approval: a version that passed the safeguard (and its shadow, where there is one) waits for a
// person's word before it goes live. It never waits for ever: whoever says nothing for long enough
// leaves the active version where it is, and a version is not kept waiting against another one than
// it was compared with, since how it stands against that is unknown.
//
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth::learning {

struct ApprovalRules {
    bool asked = false;  // false: what passes goes live by itself
    TimeUs expire_after_us = 14 * kMicrosPerDay;
};

struct ApprovalState {
    std::int64_t version = 0;  // the one that waits
    std::int64_t against = 0;  // the active one that it was compared with; 0: the fallback
    TimeUs since_us = 0;
    std::string summary;  // why it passed, with the scores
};

enum class ApprovalDecision { kWait, kPromote, kWithdraw, kExpire };

struct ApprovalVerdict {
    ApprovalDecision decision = ApprovalDecision::kWait;
    std::string code;    // "waiting"; "not_asked"; "another_is_active"; "no_answer"
    std::string reason;  // a sentence
};

// active: the version that is active now; 0: none.
ApprovalVerdict assess(const ApprovalState& state, std::int64_t active, const ApprovalRules& rules,
                       TimeUs now_us);

// "version 3", or "no version (the fallback answers)" for 0.
std::string version_words(std::int64_t version);

Json to_json(const ApprovalState& state);
// version is 0 when nothing can be read. A wait that began in the future was begun by a clock that
// was wrong: it begins now, and must be stored so.
ApprovalState approval_state_from_json(const Json& json, TimeUs now_us);

}  // namespace hearth::learning
