// What the Ask-AI log teaches: questions with their answers as samples of kind "ask", and what
// people thought of them as samples of kind "feedback". Pure; any thread.
//
// Feedback is a sample of its own and does not change that of its question: samples never change,
// so that a version can say for ever from which rows it came. The two have the same group, which no
// split divides.
#pragma once

#include <string>

#include "domain/ask.hpp"
#include "domain/sample.hpp"

namespace hearth::ask {

inline constexpr const char* kAskKind = "ask";
inline constexpr const char* kFeedbackKind = "feedback";

// label: the kind of answer. The same question with the same answer is the same sample, however it
// is spaced or capitalised. Without an answer, or with a refusal, there is nothing to imitate: such
// a sample is context and counts towards no training.
Sample sample_of(const AskEntry& entry);

// label: "up", "down", "accepted", "rejected" or "modified".
Sample sample_of(const AskEntry& entry, const AskFeedback& feedback);

// Lower case (ASCII), one blank between words, none around: how questions are compared.
std::string normalised(const std::string& text);

}  // namespace hearth::ask
