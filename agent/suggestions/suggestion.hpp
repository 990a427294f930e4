// A suggestion and its life: new → shown → accepted, rejected, later (and shown again) or expired.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "automation/automation.hpp"
#include "automation/signature.hpp"
#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "suggestions/proposal.hpp"

namespace hearth::suggestions {

enum class State { kNew, kShown, kLater, kAccepted, kRejected, kExpired };

// "new", "shown", "later", "accepted", "rejected", "expired".
const char* to_string(State state);
std::optional<State> state_from_string(std::string_view word);
// Waits for an answer.
inline bool is_open(State state) { return state == State::kNew || state == State::kShown; }

// How far an accepted suggestion is on its way into Home Assistant, where Hearth shall create it.
struct Creation {
    enum class Stage { kWanted, kCreated, kFailed };
    Stage stage = Stage::kWanted;
    std::string text;   // in words: what came of it, or of the last attempt
    int attempts = 0;   // so far
    TimeUs due_us = 0;  // wanted: of the next one
};
const char* to_string(Creation::Stage stage);  // "wanted", "created", "failed"

struct Suggestion {
    std::string id;  // a ULID
    State state = State::kNew;
    std::string source;  // the model whose finding it is
    Proposal proposal;
    TimeUs created_us = 0;
    TimeUs changed_us = 0;  // of the state
    TimeUs due_us = 0;      // open: when it expires; later: when it comes back; else 0
    std::string note;       // why it was turned down, if that was said
    // As the household accepted it, if it changed it.
    std::optional<automation::Automation> modified;
    std::optional<Creation> creation;  // nothing: Hearth shall not create it

    const automation::Automation& tree() const { return modified ? *modified : proposal.tree; }
};

// {"id","state","source","alias","explanation","confidence","confidence_low","created","changed",
// "note"?,"automation","yaml","home_assistant"?: {"state","text","attempts"}}, with what `hearth
// suggestions --json` promises. Times are ISO.
Json report(const Suggestion& suggestion);

// For the store. from_json: kInvalid when it is none.
Json body_of(const Suggestion& suggestion);
Status read_body(const Json& body, Suggestion& suggestion);

}  // namespace hearth::suggestions
