// The model's memory of one home: vocabulary, history and all counts, brought forward event by
// event. Training, evaluation and serving use the same one, so that what is judged is what serves.
//
// Events must come in order of time within a group. Not thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "pattern_detection/event.hpp"
#include "pattern_detection/experts/expert_bank.hpp"
#include "pattern_detection/history.hpp"
#include "pattern_detection/retold.hpp"
#include "pattern_detection/timing/timing_model.hpp"
#include "pattern_detection/vocabulary.hpp"

namespace hearth::pattern {

class HomeState {
public:
    explicit HomeState(TimeZone zone) : history_(std::move(zone)) {}

    // Makes a label known before it occurs, for instance all labels of the training rows.
    void add_candidate(const std::string& label) { vocabulary_.add_candidate(label); }

    // Turns to the group that the next prediction is about (see History::enter_group).
    void enter_group(const std::string& group);

    // The experts' answers for what comes next; nothing while no label is known. The reference is
    // valid until the next call of any function.
    const ExpertOutputs* compute();

    // The event happened. learn: counts and vocabulary of candidates grow; otherwise only the
    // history goes on. An event without any history in its group teaches no expert; one of
    // weight 0 teaches nothing; surroundings change nothing.
    void observe(const Event& event, bool learn = true);

    // The event is one that was told before, by a group that overlaps (retold.hpp): it teaches
    // nothing. In the state before it happened, with its group entered.
    bool is_retold(const Event& event) const { return retold_.contains(event, history_); }

    // Probability that what comes next is a label which never was a target so far (Good 1953):
    // labels that occurred once / events, both plus a little.
    double unseen_probability() const;

    // When the next action comes. Not before compute() was called for this moment.
    const TimingModel& timing() const { return timing_; }

    const Vocabulary& vocabulary() const { return vocabulary_; }
    const History& history() const { return history_; }
    const ExpertBank& experts() const { return experts_; }
    // Target events that were learned from.
    std::size_t learned() const { return learned_; }

private:
    static constexpr int kNotPrepared = -1;

    void learn_target(const Event& event);
    void prepare();

    Vocabulary vocabulary_;
    History history_;
    ExpertBank experts_;
    TimingModel timing_;
    Retold retold_;
    int prepared_for_ = kNotPrepared;  // candidates that experts and timing were prepared for
    ExpertOutputs outputs_;
    std::vector<int> occurrences_;  // by candidate, as a learned target
    std::size_t learned_ = 0, seen_once_ = 0;
};

}  // namespace hearth::pattern
