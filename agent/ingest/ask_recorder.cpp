#include "ingest/ask_recorder.hpp"

#include "ask/ask_samples.hpp"

namespace hearth::ingest {

Result<bool> AskRecorder::record(const AskEntry& entry, store::ReplyState reply) {
    const auto added = store_.ask().add(entry, reply);
    if (!added || !*added) return added;
    // A suggestion is Hearth's own idea: it learns what people think of it, not the idea.
    // A question that still waits for its answer becomes one with it.
    if (entry.kind != "suggestion" && reply != store::ReplyState::kAwaited) {
        const auto kept = samples_.keep(ask::sample_of(entry));
        if (!kept) return kept.error();
        if (Status noted = store_.ask().set_sample(entry.id, *kept); !noted) return noted.error();
    }
    const auto early = store_.ask().feedback_about(entry.id);
    if (!early) return early.error();
    for (const AskFeedback& feedback : *early)
        if (Status made = make_sample(entry, feedback); !made) return made.error();
    return true;
}

// A question without an answer became a sample that teaches nothing; with one it is another sample.
Status AskRecorder::record_answer(const AskEntry& answered, store::ReplyState reply) {
    if (Status stored = store_.ask().set_answer(answered); !stored) return stored;
    if (Status set = store_.ask().set_reply(answered.id, reply); !set) return set;
    const auto kept = samples_.keep(ask::sample_of(answered));
    if (!kept) return kept.error();
    return *kept == 0 ? Status() : store_.ask().set_sample(answered.id, *kept);
}

Result<bool> AskRecorder::record(const AskFeedback& feedback) {
    const auto added = store_.ask().add_feedback(feedback);
    if (!added || !*added) return added;
    if (on_feedback_) on_feedback_(feedback);
    const auto entry = store_.ask().find(feedback.about);
    if (!entry) return entry.error();
    if (*entry)
        if (Status made = make_sample(**entry, feedback); !made) return made.error();
    return true;
}

Status AskRecorder::make_sample(const AskEntry& entry, const AskFeedback& feedback) {
    const auto kept = samples_.keep(ask::sample_of(entry, feedback));
    if (!kept) return kept.error();
    return store_.ask().set_feedback_sample(feedback.id, *kept);
}

Result<bool> AskRecorder::record_now(const AskEntry& entry) {
    return in_transaction([&] { return record(entry, store::ReplyState::kNone); });
}

Result<bool> AskRecorder::record_now(const AskFeedback& feedback) {
    return in_transaction([&] { return record(feedback); });
}

Status AskRecorder::record_answer_now(const AskEntry& answered, store::ReplyState reply) {
    const auto done = in_transaction([&]() -> Result<bool> {
        if (Status stored = record_answer(answered, reply); !stored) return stored.error();
        return true;
    });
    return done ? Status() : Status(done.error());
}

Result<bool> AskRecorder::in_transaction(const std::function<Result<bool>()>& work) {
    std::vector<Sample> samples;
    const auto stored = [&]() -> Result<bool> {
        auto transaction = store::Transaction::begin(store_.database());
        if (!transaction) return transaction.error();
        const auto done = work();
        if (!done) return done;
        auto taken = samples_.take_new_samples();
        if (!taken) return taken.error();
        samples = std::move(*taken);
        if (Status committed = transaction->commit(); !committed) return committed.error();
        return done;
    }();
    if (!stored)
        samples_.forget_new_samples();
    else if (!samples.empty() && on_samples_)
        on_samples_(samples);
    return stored;
}

}  // namespace hearth::ingest
