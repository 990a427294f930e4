// Keeps the Ask-AI log: each entry and each feedback once, and the samples that they are. Feedback
// may come before what it is about; it becomes a sample when that comes. Event loop only.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "domain/ask.hpp"
#include "ingest/sample_keeper.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

class AskRecorder {
public:
    // on_samples: after the commit of a record_now.
    using OnSamples = std::function<void(const std::vector<Sample>&)>;

    // on_feedback: something new was thought of an entry; inside the transaction, which may yet be
    // rolled back.
    using OnFeedback = std::function<void(const AskFeedback&)>;

    AskRecorder(store::Store& store, SampleKeeper& samples, OnSamples on_samples,
                OnFeedback on_feedback = {})
        : store_(store),
          samples_(samples),
          on_samples_(std::move(on_samples)),
          on_feedback_(std::move(on_feedback)) {}

    // Inside the caller's transaction. False: its id is known; nothing is stored or counted.
    Result<bool> record(const AskEntry& entry, store::ReplyState reply);
    Result<bool> record(const AskFeedback& feedback);

    // A question that was stored without an answer has one now. Inside the caller's transaction.
    Status record_answer(const AskEntry& answered, store::ReplyState reply);

    // The same in a transaction of their own. Not inside another.
    Result<bool> record_now(const AskEntry& entry);
    Result<bool> record_now(const AskFeedback& feedback);
    Status record_answer_now(const AskEntry& answered, store::ReplyState reply);

private:
    Status make_sample(const AskEntry& entry, const AskFeedback& feedback);
    Result<bool> in_transaction(const std::function<Result<bool>()>& work);

    store::Store& store_;
    SampleKeeper& samples_;
    OnSamples on_samples_;
    OnFeedback on_feedback_;
};

}  // namespace hearth::ingest
