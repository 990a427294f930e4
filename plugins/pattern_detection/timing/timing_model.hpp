// When the next action comes: a distribution over the waiting time, from counts of how long people
// waited in such a moment, mixed by what each way of counting was worth so far. And how long each
// action waits: from which follows what comes next once some time has passed.
//
// Learns after every event and needs no training, as the experts of "what". Not thread-safe.
#pragma once

#include <array>
#include <vector>

#include "pattern_detection/experts/context_expert.hpp"
#include "pattern_detection/timing/online_mixer.hpp"
#include "pattern_detection/timing/time_buckets.hpp"

namespace hearth::pattern {

class TimingModel {
public:
    TimingModel();

    // The moment that the next calls are about.
    void prepare(const History& history, const Vocabulary& vocabulary);

    // To the next action, whatever it is. Before anything was learned: even over the buckets.
    TimeDistribution next() const { return mixed_; }
    // The same by the two plain ways of counting, to compare with: of all waits, and of those after
    // the newest symbol.
    TimeDistribution marginal() const { return of_expert(kMarginal); }
    TimeDistribution after_symbol() const { return of_expert(kAfterSymbol); }
    // To the next action if that is this candidate.
    TimeDistribution next_if(int candidate) const;

    // The action came after that many seconds. Precondition: prepare was called for its moment.
    void learn(int candidate, double seconds);

private:
    static constexpr std::size_t kMarginal = 0, kAfterSymbol = 1;

    TimeDistribution of_expert(std::size_t expert) const;

    struct Entry {
        ContextExpert expert;
        int parent;
    };
    std::vector<Entry> entries_;
    OnlineMixer mixer_;
    std::vector<double> probability_, log_, residual_;  // [expert, bucket]
    std::vector<std::uint8_t> mass_;
    TimeDistribution mixed_{};
    // By candidate; by candidate and newest symbol; by candidate and time of day.
    CountTable of_candidate_, after_, at_hour_;
    std::int64_t newest_ = kNoSymbol, hours_ = 0;
};

// p(y | nothing for elapsed_s) ~ p(y) * p(the wait is longer | y)^t: what is usually done at once
// becomes less likely while time passes. t < 1, since a few waits say less than they seem to.
void weigh_by_survival(const TimingModel& timing, double elapsed_s,
                       std::vector<double>& probability);
// p(y | it happens after elapsed_s) ~ p(y) * p(that wait | y)^t.
void weigh_by_wait(const TimingModel& timing, double elapsed_s, std::vector<double>& probability);

}  // namespace hearth::pattern
