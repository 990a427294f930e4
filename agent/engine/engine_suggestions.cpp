// Suggestions and the Ask-AI log: what is proposed is an entry there, and an answer is feedback,
// whether it comes as a command or from a button on a phone.
#include "automation/yaml_reader.hpp"
#include "automation/yaml_writer.hpp"
#include "core/ids.hpp"
#include "core/log.hpp"
#include "engine/engine.hpp"

namespace hearth::engine {

namespace {

void complain(const Result<bool>& recorded, const std::string& id) {
    if (!recorded)
        log::error("a suggestion is not in the log id={} error=\"{}\"", id, recorded.error().text);
}

}  // namespace

void Engine::on_suggestion(const suggestions::Suggestion& suggestion) {
    AskEntry entry;
    entry.id = suggestion.id;
    entry.kind = "suggestion";
    entry.time_us = suggestion.created_us;
    entry.text = suggestion.tree().alias;
    entry.answer_kind = "automation";
    entry.answer = suggestion.proposal.explanation;
    entry.yaml = automation::to_yaml(suggestion.tree());
    entry.agent = "hearth";
    entry.source = suggestion.source;
    for (const automation::Effect& effect : suggestion.proposal.signature.effects)
        entry.entities.push_back(effect.entity);
    for (const automation::Happening& happening : suggestion.proposal.signature.happenings)
        if (!happening.entity.empty()) entry.entities.push_back(happening.entity);
    complain(ask_->record_now(entry), suggestion.id);
    handlers_.on_suggestion(suggestion);
}

void Engine::on_suggestion_answered(const suggestions::Suggestion& suggestion) {
    if (answering_feedback_) return;
    AskFeedback feedback;
    feedback.id = new_ulid(clock_.wall_us());
    feedback.about = suggestion.id;
    feedback.feedback = suggestion.modified                                 ? "modified"
                        : suggestion.state == suggestions::State::kAccepted ? "accepted"
                                                                            : "rejected";
    feedback.time_us = clock_.wall_us();
    feedback.comment = suggestion.note;
    if (suggestion.modified) feedback.yaml = automation::to_yaml(*suggestion.modified);
    feedback.source = "command";
    complain(ask_->record_now(feedback), suggestion.id);
}

// Thumbs up or down are no answer: the suggestion goes on waiting for one.
void Engine::on_feedback(const AskFeedback& feedback) {
    const auto suggestion = suggestion_keeper_->get(feedback.about);
    if (!suggestion || suggestion->state == suggestions::State::kAccepted ||
        suggestion->state == suggestions::State::kRejected)
        return;
    std::optional<automation::Automation> modified;
    if (feedback.feedback == "modified") {
        auto read = automation::read_automation(feedback.yaml);
        if (!read)
            return log::warn("a changed suggestion cannot be read id={} error=\"{}\"",
                             feedback.about, read.error().text);
        modified = std::move(*read);
    }
    answering_feedback_ = true;
    Result<suggestions::Suggestion> answered = suggestion;
    if (feedback.feedback == "accepted" || modified)
        answered = suggestion_keeper_->accept(feedback.about, std::move(modified));
    else if (feedback.feedback == "rejected")
        answered = suggestion_keeper_->reject(feedback.about, feedback.comment);
    answering_feedback_ = false;
    if (!answered)
        log::warn("a suggestion was not answered id={} error=\"{}\"", feedback.about,
                  answered.error().text);
}

}  // namespace hearth::engine
