#include "ask/ask_samples.hpp"

#include <algorithm>

#include "core/hash.hpp"

namespace hearth::ask {

namespace {

std::string hex(const std::string& bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

Json features_of(const AskEntry& entry) {
    Json out = {{"kind", entry.kind}, {"text", entry.text}, {"entities", entry.entities}};
    put_text(out, "answer", entry.answer);
    put_text(out, "answer_kind", entry.answer_kind);
    put_text(out, "yaml", entry.yaml);
    put_text(out, "agent", entry.agent);
    put_text(out, "language", entry.language);
    // Whoever is to be forgotten is found by it.
    put_text(out, "user", entry.user_id);
    return out;
}

std::string group_of(const AskEntry& entry) {
    return "ask:" + hex(content_key({normalised(entry.text)}));
}

}  // namespace

std::string normalised(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

Sample sample_of(const AskEntry& entry) {
    Sample out;
    out.kind = kAskKind;
    out.time_us = entry.time_us;
    out.features = features_of(entry);
    out.features["origin"] = "user";
    out.label = entry.answer_kind.empty() ? "unanswered" : entry.answer_kind;
    out.target = !entry.answer_kind.empty() && entry.answer_kind != "refusal";
    out.distinct_key =
        content_key({kAskKind, entry.kind, normalised(entry.text), entry.answer, entry.yaml});
    out.group = group_of(entry);
    return out;
}

Sample sample_of(const AskEntry& entry, const AskFeedback& feedback) {
    Sample out;
    out.kind = kFeedbackKind;
    out.time_us = feedback.time_us;
    out.features = features_of(entry);
    out.features["origin"] = "user";
    out.features["about"] = entry.id;
    out.features["feedback"] = feedback.feedback;
    put_text(out.features, "modified_yaml", feedback.yaml);
    put_text(out.features, "comment", feedback.comment);
    put_text(out.features, "by", feedback.user_id);
    Json& entities = out.features["entities"];
    for (const std::string& entity : feedback.entities)
        if (std::find(entities.begin(), entities.end(), entity) == entities.end())
            entities.push_back(entity);
    out.label = feedback.feedback;
    out.distinct_key = content_key({kFeedbackKind, entry.id, feedback.feedback, feedback.yaml});
    out.group = group_of(entry);
    return out;
}

}  // namespace hearth::ask
