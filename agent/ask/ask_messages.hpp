// Reads the messages of the Ask-AI log: <base>/ask/query, ask/log, ask/feedback and other
// assistants' ask/reply/<id>. docs/ask-log.md
// describes them. Whatever a sender wrote is hostile until it has passed here. Pure; any thread.
#pragma once

#include <string_view>

#include "core/result.hpp"
#include "domain/ask.hpp"

namespace hearth::ask {

inline constexpr std::size_t kMaxMessageBytes = 64 * 1024;
inline constexpr std::size_t kMaxTextBytes = 4 * 1024;
inline constexpr std::size_t kMaxAnswerBytes = 16 * 1024;
inline constexpr std::size_t kMaxYamlBytes = 32 * 1024;
inline constexpr std::size_t kMaxWordBytes = 128;  // language, source, user_id, …

// received_us: of the message; its time where it tells none. Unknown members are ignored, and null
// is as good as absent. kInvalid and kTooLarge name the member and what is allowed; the text
// repeats nothing of the content.
struct Query {
    AskEntry entry;
    bool wait = false;  // for another assistant's answer, before Hearth says anything
};
Result<Query> read_query(std::string_view payload, TimeUs received_us);
// What an assistant wrote on ask/reply/<id> for this question: answer, kind, YAML, agent and the
// entities that these name.
Result<AskEntry> read_reply(std::string_view payload, const AskEntry& question);
Result<AskEntry> read_logged(std::string_view payload, TimeUs received_us);
Result<AskFeedback> read_feedback(std::string_view payload, TimeUs received_us);

// The same rules for feedback that came another way. kInvalid, kTooLarge.
Status check_feedback(const AskFeedback& feedback);
// For a question that came another way.
Status check_question(std::string_view text);

// [A-Za-z0-9_.:-], 1 to 64 characters.
bool is_ask_id(std::string_view text);

}  // namespace hearth::ask
