// AskStore: the Ask-AI log: questions and suggestions with their answers, and the feedback on them.
// Each is stored once, by its id; the oldest go when there are more than kAskRows.
//
// Loop thread. Every function works inside a caller's Transaction.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "domain/ask.hpp"
#include "store/database.hpp"

namespace hearth::store {

inline constexpr std::int64_t kAskRows = 50'000;  // of entries, and of feedback

// How a question's answer stands on its topic.
enum class ReplyState {
    kNone,    // nobody waits for one, or it is no longer there
    kOwed,    // to be sent
    kStands,  // sent, and kept by the broker until it is cleared
    kAwaited  // of another assistant; Hearth has said nothing
};

struct OwedReply {
    AskEntry entry;
    TimeUs received_us = 0;  // when the question came
};

class AskStore {
public:
    AskStore(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    // False: there is an entry with that id already, which stays as it is.
    Result<bool> add(const AskEntry& entry, ReplyState reply = ReplyState::kNone);
    Result<std::optional<AskEntry>> find(const std::string& id);
    // Newest first.
    Result<std::vector<AskEntry>> list(int limit);
    Status set_sample(const std::string& id, std::int64_t sample_id);

    // Answer, its kind, YAML, agent and the entities; the rest stays as it was stored.
    Status set_answer(const AskEntry& answered);

    // Entries whose reply is in that state and whose question came before that; at most 100.
    Result<std::vector<OwedReply>> replies(ReplyState state, TimeUs before_us);
    Status set_reply(const std::string& id, ReplyState state);

    // False: there is feedback with that id already. The entry it is about need not be there.
    Result<bool> add_feedback(const AskFeedback& feedback);
    // Oldest first.
    Result<std::vector<AskFeedback>> feedback_about(const std::string& id);
    Status set_feedback_sample(const std::string& id, std::int64_t sample_id);
    // How many samples of kind "feedback" say what: "undone", "up", …
    Result<std::map<std::string, std::int64_t>> feedback_counts();

private:
    Result<std::vector<AskEntry>> entries(Result<Statement> rows);

    Database& database_;
    const Clock& clock_;
};

}  // namespace hearth::store
