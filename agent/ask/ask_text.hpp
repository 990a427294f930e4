// The Ask-AI log as JSON, and the words in which Hearth answers while no model can. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/ask.hpp"

namespace hearth::ask {

// Makes it the entry of a question that Hearth cannot answer: no Ask AI model is installed.
void refuse(AskEntry& entry);
// No assistant answered it within that time.
void nobody_answered(AskEntry& entry, TimeUs waited_us);

// {"id","kind","text","fallback"}: what goes to whoever asked.
Json reply_json(const AskEntry& entry);
// The same shape for a question that was not even understood, with "error": {"code","text"}.
Json refusal_json(const std::string& id, const Error& error);

// {"id","kind","time","text","answer_kind","answer", …,"feedback":[…]}; absent where nothing is
// known.
Json entry_json(const AskEntry& entry, const std::vector<AskFeedback>& feedback);

// "Feedback: 3 undone, 2 up.\n", with what "undone" means; empty for no feedback.
std::string feedback_text(const std::map<std::string, std::int64_t>& counts);

}  // namespace hearth::ask
