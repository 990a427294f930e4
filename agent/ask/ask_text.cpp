#include "ask/ask_text.hpp"

#include "core/iso_time.hpp"

namespace hearth::ask {

namespace {

constexpr const char* kNoModel =
    "I cannot answer that: no Ask AI model is installed. The question is kept in the log, where a "
    "model can learn from it later.";

Json feedback_json(const AskFeedback& feedback) {
    Json out = {{"id", feedback.id},
                {"feedback", feedback.feedback},
                {"time", format_iso_time(feedback.time_us)}};
    put_text(out, "yaml", feedback.yaml);
    put_text(out, "comment", feedback.comment);
    put_text(out, "source", feedback.source);
    put_text(out, "user_id", feedback.user_id);
    return out;
}

}  // namespace

void refuse(AskEntry& entry) {
    entry.agent = "hearth";
    entry.answer_kind = "refusal";
    entry.answer = kNoModel;
}

void nobody_answered(AskEntry& entry, TimeUs waited_us) {
    entry.agent = "hearth";
    entry.answer_kind = "refusal";
    entry.answer = "No assistant answered within " + std::to_string(waited_us / kMicrosPerSecond) +
                   " seconds, and Hearth itself has no Ask AI model yet. The question is kept in "
                   "the log.";
}

Json reply_json(const AskEntry& entry) {
    return {
        {"id", entry.id}, {"kind", entry.answer_kind}, {"text", entry.answer}, {"fallback", true}};
}

Json refusal_json(const std::string& id, const Error& error) {
    return {{"id", id},
            {"kind", "refusal"},
            {"text", "I cannot answer that: " + error.text},
            {"fallback", true},
            {"error", {{"code", to_string(error.code)}, {"text", error.text}}}};
}

Json entry_json(const AskEntry& entry, const std::vector<AskFeedback>& feedback) {
    Json out = {{"id", entry.id},
                {"kind", entry.kind},
                {"time", format_iso_time(entry.time_us)},
                {"text", entry.text},
                {"sample", entry.sample_id != 0},
                {"feedback", Json::array()}};
    put_text(out, "answer_kind", entry.answer_kind);
    put_text(out, "answer", entry.answer);
    put_text(out, "yaml", entry.yaml);
    put_text(out, "agent", entry.agent);
    put_text(out, "source", entry.source);
    put_text(out, "language", entry.language);
    put_text(out, "conversation_id", entry.conversation_id);
    put_text(out, "device_id", entry.device_id);
    put_text(out, "user_id", entry.user_id);
    for (const AskFeedback& one : feedback) out["feedback"].push_back(feedback_json(one));
    return out;
}

std::string feedback_text(const std::map<std::string, std::int64_t>& counts) {
    std::string out;
    for (const auto& [word, n] : counts)
        out += (out.empty() ? "Feedback: " : ", ") + std::to_string(n) + " " + word;
    if (out.empty()) return out;
    out += ".";
    if (counts.contains("undone"))
        out += " Undone is what an automation did and a person soon took back.";
    return out + "\n";
}

}  // namespace hearth::ask
