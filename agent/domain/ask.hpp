// The Ask-AI log: what was asked or suggested, what was answered, and what people thought of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace hearth {

// A question with its answer, or a suggestion. Texts are empty where nothing is known.
struct AskEntry {
    std::string id;              // as its sender named it
    std::string kind = "query";  // "query", "suggestion"
    TimeUs time_us = 0;          // when it was asked or made
    std::string text;            // the question, or the suggestion in words
    std::string
        answer_kind;     // "automation", "command", "answer", "question", "refusal"; empty: none
    std::string answer;  // in words
    std::string yaml;    // what was proposed, as Home Assistant reads it
    std::string agent;   // who answered: "hearth", or any other assistant
    std::string source;  // where it was asked: "assist", "phone", …
    std::string language, conversation_id, device_id, user_id;
    std::vector<std::string> entities;  // entity ids that text, answer or yaml name
    std::int64_t sample_id = 0;         // 0: it became no sample
};

// What somebody thought of an entry.
struct AskFeedback {
    std::string id;        // of the feedback
    std::string about;     // id of the entry
    std::string feedback;  // "up", "down", "accepted", "rejected", "modified"
    TimeUs time_us = 0;
    std::string yaml;     // modified: as the user has it now
    std::string comment;  // in the user's words
    std::string source, user_id;
    std::vector<std::string> entities;  // that yaml or comment name
    std::int64_t sample_id = 0;         // 0: it became no sample, or not yet
};

}  // namespace hearth
